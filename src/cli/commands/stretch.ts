import { Command } from 'commander';
import { SPEC_VERSION } from '../../engine/job.js';
import type { StretchOptions } from '../../engine/tasks/stretch-options.js';
import { type Start, withSettings } from '../command.js';
import type { CliContext } from '../context.js';
import { refOf } from '../rap-job/generate-spec.js';
import type { ValuesOf } from '../settings/setting.js';
import { STRETCH } from '../settings/tables.js';
import type { Resolved } from '../settings.js';
import { findPlaces, type SoundRequest } from '../sound-job/input.js';
import { oneOf } from '../sound-job/one-of.js';
import { runSoundJob } from '../sound-job/run.js';

const EXAMPLES = `
Examples:
  rapgo stretch talk.wav -o slow.wav --ratio 1.25     a quarter longer
  rapgo stretch lecture.mp3 -o fast.mp3 --speed 1.5   half as fast again
  rapgo stretch ad.wav -o spot.wav --to 30            exactly 30 s
  rapgo stretch song.flac -o fit.flac --map map.json --engine music
  ffmpeg -i film.mp4 -f wav - | rapgo stretch - -o - --speed 1.2 | aplay`;

/** What `rapgo stretch` was asked for. */
export interface StretchRequest extends SoundRequest {
  readonly values: ValuesOf<typeof STRETCH>;
  readonly origins: Resolved<typeof STRETCH>['origins'];
}

/** Reads the command line of `rapgo stretch`. */
export function stretchCommand(start: Start, run = runStretch): Command {
  return withSettings(new Command('stretch'), STRETCH)
    .argument('<input>', 'audio or video file; - is stdin')
    .addHelpText('after', EXAMPLES)
    .action(async (input: string, _options: unknown, command: Command) => {
      const { cli, values, origins } = await start(command, STRETCH, 'stretch');
      await run(cli, { input, values, origins });
    });
}

/** Makes a sound longer or shorter. Everything that can be wrong with the request is found before work begins. */
export async function runStretch(cli: CliContext, request: StretchRequest): Promise<void> {
  const { values } = request;
  const length = await lengthWish(request);
  const { input, output } = await findPlaces(
    cli,
    'stretch',
    request,
    values.map === null ? [] : [values.map],
  );
  const { engine, force } = values;
  await runSoundJob(cli, {
    command: 'stretch',
    output,
    spec: (uri) => ({
      specVersion: SPEC_VERSION,
      kind: 'stretch',
      inputs: [refOf(input)],
      options: { output: uri, format: output.format, engine, force, length } satisfies StretchOptions,
    }),
  });
}

async function lengthWish({ values, origins }: StretchRequest): Promise<StretchOptions['length']> {
  const { ratio, speed, to, map } = values;
  switch (oneOf({ ratio, speed, to, map }, origins)) {
    case 'ratio':
      return { ratio: ratio! };
    case 'speed':
      return { ratio: 1 / speed! };
    case 'to':
      return { toSeconds: to! };
    case 'map': {
      const { readMap } = await import('../sound-job/map-file.js');
      return { anchors: await readMap(map!) };
    }
  }
}
