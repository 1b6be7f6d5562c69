import { Command } from 'commander';
import { STYLE_PLACEHOLDER } from '../../engine/rap/defaults.js';
import { type Start, withSettings } from '../command.js';
import type { CliContext } from '../context.js';
import {
  checkCombination,
  defaultRapName,
  type GenerateValues,
  generateSpec,
  sideOutputs,
} from '../rap-job/generate-spec.js';
import { checkStdout, chooseOutput, guardOriginals } from '../rap-job/output.js';
import { makeStemsFolder, runRapJob } from '../rap-job/run.js';
import { openSpeech } from '../rap-job/speech.js';
import { resolveStyle } from '../rap-job/style-choice.js';
import { readTextFile } from '../rap-job/text-file.js';
import { GENERATE } from '../settings/tables.js';
import type { Origin } from '../settings.js';

const MAX_TRANSCRIPT_BYTES = 4 * 1024 * 1024;

/** What `rapgo generate` was asked for. */
export interface GenerateRequest {
  /** A file, or `-` for stdin. */
  readonly speech: string;
  readonly values: GenerateValues;
  readonly origins: { readonly output: Origin; readonly format: Origin };
}

/** Reads the command line of `rapgo generate`. */
export function generateCommand(start: Start, run = runGenerate): Command {
  return withSettings(new Command('generate'), GENERATE)
    .argument('<speech>', 'audio or video file in which somebody speaks; - is stdin')
    .action(async (speech: string, _options: unknown, command: Command) => {
      const { cli, values, origins } = await start(command, GENERATE, 'generate');
      await run(cli, { speech, values, origins });
    });
}

/** Turns speech into a rap. Everything that can be wrong with the request is found before work begins. */
export async function runGenerate(cli: CliContext, request: GenerateRequest): Promise<void> {
  const { values, origins } = request;
  for (const words of checkCombination(values)) cli.report.warn(words);
  checkStdout(cli, values.output);
  const style = await resolveStyle(values.style, cli.host.env);
  const transcript =
    values.transcript === null
      ? null
      : await readTextFile(values.transcript, 'transcript', MAX_TRANSCRIPT_BYTES);
  const speech = await openSpeech(cli, request.speech);
  const defaultName = defaultRapName(speech, style?.name ?? STYLE_PLACEHOLDER);
  const output = chooseOutput({ ...values, origins, cwd: cli.host.cwd, defaultName });
  const outputs = [...(output.file === undefined ? [] : [output.file]), ...sideOutputs(values)];
  guardOriginals(
    outputs,
    [speech.file, values.beat, values.transcript].filter((file) => file !== null),
  );
  const parts = { speech, values, format: output.format, style, transcript };
  await makeStemsFolder(values.stems);
  await runRapJob(cli, { command: 'generate', output, spec: (uri) => generateSpec(parts, uri) });
}
