import { Command } from 'commander';
import { SPEC_VERSION } from '../../engine/job.js';
import type { PitchOptions } from '../../engine/tasks/stretch-options.js';
import { type Start, withSettings } from '../command.js';
import type { CliContext } from '../context.js';
import { refOf } from '../rap-job/generate-spec.js';
import type { ValuesOf } from '../settings/setting.js';
import { PITCH } from '../settings/tables.js';
import type { Resolved } from '../settings.js';
import { findPlaces, type SoundRequest } from '../sound-job/input.js';
import { oneOf } from '../sound-job/one-of.js';
import { runSoundJob } from '../sound-job/run.js';

const EXAMPLES = `
Examples:
  rapgo pitch talk.wav -o high.wav --semitones 3                   the same voice, three semitones up
  rapgo pitch talk.wav -o giant.wav --semitones -5 --formants move  a larger voice
  rapgo pitch guitar.flac -o tuned.flac --cents -20 --engine music`;

/** What `rapgo pitch` was asked for. */
export interface PitchRequest extends SoundRequest {
  readonly values: ValuesOf<typeof PITCH>;
  readonly origins: Resolved<typeof PITCH>['origins'];
}

/** Reads the command line of `rapgo pitch`. */
export function pitchCommand(start: Start, run = runPitch): Command {
  return withSettings(new Command('pitch'), PITCH)
    .argument('<input>', 'audio or video file; - is stdin')
    .addHelpText('after', EXAMPLES)
    .action(async (input: string, _options: unknown, command: Command) => {
      const { cli, values, origins } = await start(command, PITCH, 'pitch');
      await run(cli, { input, values, origins });
    });
}

/** Makes a sound higher or lower. Everything that can be wrong with the request is found before work begins. */
export async function runPitch(cli: CliContext, request: PitchRequest): Promise<void> {
  const { engine, force, formants, semitones: given, cents } = request.values;
  const semitones =
    oneOf({ semitones: given, cents }, request.origins) === 'semitones' ? given! : cents! / 100;
  const { input, output } = await findPlaces(cli, 'pitch', request);
  const { format } = output;
  await runSoundJob(cli, {
    command: 'pitch',
    output,
    spec: (uri) => ({
      specVersion: SPEC_VERSION,
      kind: 'pitch',
      inputs: [refOf(input)],
      options: { output: uri, format, engine, force, formants, semitones } satisfies PitchOptions,
    }),
  });
}
