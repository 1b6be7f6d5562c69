import { Command } from 'commander';
import type { Start } from '../command.js';
import { cancelCommand } from '../jobs/cancel.js';
import { listCommand } from '../jobs/list.js';
import { openCommand } from '../jobs/open.js';
import { pruneCommand } from '../jobs/prune.js';
import { retryCommand } from '../jobs/retry.js';
import { showCommand } from '../jobs/show.js';
import { statsCommand } from '../jobs/stats.js';

/** Reads the command line of `rapgo jobs`, which alone is `rapgo jobs list`. */
export function jobsCommand(start: Start): Command {
  const jobs = new Command('jobs').addCommand(listCommand(start), { isDefault: true });
  const others = [showCommand, retryCommand, cancelCommand, openCommand, pruneCommand, statsCommand];
  for (const build of others) jobs.addCommand(build(start));
  return jobs;
}
