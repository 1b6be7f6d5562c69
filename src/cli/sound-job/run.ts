import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { JobSpec } from '../../engine/job.js';
import type { CliContext } from '../context.js';
import type { OutputChoice } from '../rap-job/output.js';
import { sendToStdout, stdoutSink } from '../rap-job/stdout.js';
import { measureLines } from '../report/measures.js';

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
  const measures = typeof record.result === 'object' && record.result !== null ? record.result : {};
  const lines = measureLines(measures);
  if (output.file === undefined) {
    if (file !== undefined) await sendToStdout(cli, file);
    for (const line of lines) cli.report.note(line);
    return;
  }
  const artifacts = record.artifacts.map(({ uri, ...rest }) => ({ file: fileURLToPath(uri), uri, ...rest }));
  cli.report.result({
    command,
    data: { output: output.file, artifacts, ...measures },
    lines: cli.common.quiet ? [output.file] : [output.file, ...lines],
  });
}
