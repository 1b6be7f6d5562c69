import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { RapgoError } from '../../engine/errors.js';
import type { JobSpec } from '../../engine/job.js';
import type { CliContext } from '../context.js';
import { outcomeOf } from '../report/outcome.js';
import { rapLines } from '../report/score.js';
import type { OutputChoice } from './output.js';
import { sendToStdout } from './stdout.js';

/** A job that makes a rap, but for the address of the rap. */
export interface RapJob {
  /** Name of the command, for its result. */
  readonly command: 'generate' | 'render';
  readonly output: OutputChoice;
  readonly spec: (outputUri: string) => JobSpec;
}

/**
 * Makes the folder for the parts of the mix, which a person names rather than prepares.
 *
 * @throws {RapgoError} `output/unwritable`
 */
export async function makeStemsFolder(folder: string | null): Promise<void> {
  if (folder === null) return;
  try {
    await mkdir(folder, { recursive: true });
  } catch (cause) {
    const reason = (cause as NodeJS.ErrnoException).code ?? 'unknown reason';
    throw new RapgoError('output/unwritable', `the folder ${folder} cannot be made (${reason})`, {
      cause,
      hint: 'another folder for --stems',
    });
  }
}

/** Runs a job, brings its rap to stdout where it was asked for there, and says what came out. */
export async function runRapJob(cli: CliContext, { command, output, spec }: RapJob): Promise<void> {
  const file = output.file ?? join(await cli.temporaryFolder(), `rap.${output.format}`);
  const engine = await cli.engine();
  const record = await engine.run(spec(pathToFileURL(file).href), {
    signal: cli.signal,
    onEvent: cli.report.event,
  });
  if (output.file !== undefined)
    return cli.report.result({ command, ...outcomeOf(record, cli.common.quiet) });
  await sendToStdout(cli, file);
  for (const line of rapLines(undefined, record.result)) cli.report.note(line);
}
