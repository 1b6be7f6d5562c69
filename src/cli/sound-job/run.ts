import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { JobSpec } from '../../engine/job.js';
import type { CliContext } from '../context.js';
import type { OutputChoice } from '../rap-job/output.js';
import { sendToStdout, stdoutSink } from '../rap-job/stdout.js';
import { measureLines } from '../report/measures.js';
import { outcomeOf } from '../report/outcome.js';

/** A job that changes a sound, but for the address of the result. */
export interface SoundJob {
  /** Name of the command, for its result. */
  readonly command: 'stretch' | 'pitch';
  readonly output: OutputChoice;
  /** @param outputUri null for a result that goes to stdout as it is made */
  readonly spec: (outputUri: string | null) => JobSpec;
}

/** Runs a job and says what came out. WAV goes to stdout while it is made; other formats when they are finished. */
export async function runSoundJob(cli: CliContext, job: SoundJob): Promise<void> {
  const { command, output, spec } = job;
  const isPiped = output.file === undefined && output.format === 'wav';
  const file = isPiped
    ? undefined
    : (output.file ?? join(await cli.temporaryFolder(), `sound.${output.format}`));
  const engine = await cli.engine();
  const sink = isPiped ? stdoutSink(cli) : undefined;
  const record = await engine
    .run(spec(file === undefined ? null : pathToFileURL(file).href), {
      signal: cli.signal,
      onEvent: cli.report.event,
      sink,
    })
    .catch((thrown: unknown) => {
      if (!sink?.isGone()) throw thrown;
    });
  if (record === undefined) return; // a reader that leaves early is no failure
  if (output.file !== undefined) {
    return cli.report.result({ command, ...outcomeOf(record, cli.common.quiet) });
  }
  if (file !== undefined) await sendToStdout(cli, file);
  for (const line of measureLines(record.result ?? {})) cli.report.note(line);
}
