import { stat } from 'node:fs/promises';
import { Command } from 'commander';
import { RapgoError } from '../../engine/errors.js';
import type { Start } from '../command.js';
import type { CliContext } from '../context.js';
import { pathOf } from '../report/path.js';
import { findJob, ID_WORDS } from './find-job.js';
import { type Opener, openerFor, startOpener } from './opener.js';

/** What `rapgo jobs open` was asked for. */
export interface OpenRequest {
  readonly id: string;
  /** Show the file in its folder instead of playing it. */
  readonly reveal: boolean;
}

/** Reads the command line of `rapgo jobs open`. */
export function openCommand(start: Start, run = runJobsOpen): Command {
  return new Command('open')
    .description('play what a job has made')
    .argument('<id>', ID_WORDS)
    .option('--reveal', 'show it in its folder instead')
    .action(async (id: string, { reveal = false }: { reveal?: boolean }, command: Command) => {
      const { cli } = await start(command, {});
      await run(cli, { id, reveal });
    });
}

/**
 * Opens the first file of a job, which is what the job is for.
 * @throws {RapgoError} `request/unmet` where it made none; `artifact/not-found` where it is gone; what the opener throws
 */
export async function runJobsOpen(
  cli: CliContext,
  { id, reveal }: OpenRequest,
  { platform = process.platform, open = startOpener as (opener: Opener) => Promise<void> } = {},
): Promise<void> {
  const job = await findJob(cli, id);
  const uri = job.artifacts[0]?.uri;
  if (uri === undefined) {
    throw new RapgoError('request/unmet', `job ${job.id} (${job.state}) has made no file`, {
      hint: `rapgo jobs show ${job.id}`,
    });
  }
  const file = pathOf(uri);
  if (!(await stat(file).catch(() => undefined))) {
    throw new RapgoError('artifact/not-found', `${file} is no longer there`, {
      hint: `rapgo jobs retry ${job.id}`,
    });
  }
  await open(openerFor(platform, file, reveal));
  cli.report.result({ command: 'jobs open', data: { id: job.id, file, uri }, lines: [file] });
}
