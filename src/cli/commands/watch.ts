import { createHash } from 'node:crypto';
import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import { Command } from 'commander';
import { RapgoError } from '../../engine/errors.js';
import { type Start, withSettings } from '../command.js';
import type { CliContext } from '../context.js';
import { readGlobs } from '../convert-job/find-sources.js';
import { createBatchReporter } from '../report/batch/index.js';
import { columns } from '../report/columns.js';
import type { ValuesOf } from '../settings/setting.js';
import { WATCH } from '../settings/tables.js';
import type { WatchSummary } from '../watch-job/desk.js';
import { type InnerCommand, readInnerCommand } from '../watch-job/inner-command.js';
import { watchFolder } from '../watch-job/watch-folder.js';

const EXAMPLES = `
Examples:
  rapgo watch uploads -o podcasts                                 MP3 of every recording that arrives
  rapgo watch inbox -o raps --do "generate --style trap"          a rap of every voice memo
  rapgo watch inbox -o out --do "convert -f flac" --move-done old --move-failed broken
  rapgo watch drop -o out --once                                  what is there now, for cron

docs/watch.md has a unit for systemd.`;

/** What `rapgo watch` was asked for. */
export interface WatchRequest {
  /** Absolute. */
  readonly folder: string;
  /** Absolute folder of results. */
  readonly output: string;
  readonly values: ValuesOf<typeof WATCH>;
  readonly inner: InnerCommand;
}

/** Reads the command line of `rapgo watch`. */
export function watchCommand(start: Start, run = runWatch): Command {
  return withSettings(new Command('watch'), WATCH)
    .argument('<dir>', 'the folder files arrive in, with all folders in it')
    .addHelpText('after', EXAMPLES)
    .action(async (dir: string, _options: unknown, command: Command) => {
      const { cli, values, surroundings } = await start(command, WATCH, 'watch');
      const folder = resolve(cli.host.cwd, dir);
      if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory()) {
        throw new RapgoError('media/not-found', `there is no folder ${folder}`);
      }
      const inner = await readInnerCommand(values.do, surroundings);
      await run(cli, { folder, output: outputOf(cli, folder, values.output), values, inner });
    });
}

function outputOf(cli: CliContext, folder: string, output: string | null): string {
  if (output === null) {
    throw new RapgoError('usage/bad-option', 'watch wants a folder for results', { hint: '-o DIR' });
  }
  const absolute = resolve(cli.host.cwd, output);
  if (absolute === folder && cli.historyFile === undefined) {
    throw new RapgoError(
      'usage/bad-option',
      'without a history, results cannot be told from what arrives beside them',
      {
        hint: 'another folder for -o',
      },
    );
  }
  return absolute;
}

/** Does what is asked for with every file that arrives, until it is stopped. */
export async function runWatch(cli: CliContext, request: WatchRequest): Promise<void> {
  const { folder, output, values, inner } = request;
  const { moveDone, moveFailed, jobs, once, settle, poll } = values;
  await cli.ffmpeg(); // a service without it says so at its start
  const engine = await cli.engine();
  const arrivals = await cli.arrivals();
  const reporter = await createBatchReporter(cli);
  if (!once) cli.report.note(`watching ${folder} for files to ${inner.words.join(' ')}; Ctrl-C ends it`);
  const places = [output, moveDone, moveFailed].filter((place) => place !== null);
  const sources = {
    ...{ cwd: cli.host.cwd, include: readGlobs(values.include), exclude: readGlobs(values.exclude) },
    resultFolders: places,
  };
  try {
    const record = await engine.runBatch(
      { watch: folder, output, do: inner.words },
      (batch) =>
        watchFolder(
          {
            ...{ cli, batch, inner, output, arrivals, now: Date.now },
            watch: identityOf(request),
            ...{ tries: values.tries, retryDelayMs: values.retryDelay * 1000 },
            ...{ retriesAside: values.retryFailed, once, doneFolder: moveDone, asideFolder: moveFailed },
          },
          { folder, sources, jobs, once, settleMs: settle * 1000, pollMs: poll * 1000 },
          reporter,
        ),
      { signal: cli.signal },
    );
    reporter.end();
    const summary = record.result as WatchSummary;
    cli.report.result({ command: 'watch', data: { ...summary }, lines: summaryLines(summary) });
    if (summary.failed > 0) cli.concede('batch/failed');
  } finally {
    reporter.end();
  }
}

/** Another folder or another command is another watch: what one did does not count for the other. */
function identityOf({ folder, output, inner }: WatchRequest): string {
  return createHash('sha256')
    .update(JSON.stringify([folder, output, inner.words]))
    .digest('hex');
}

function summaryLines({ done, skipped, failed }: WatchSummary): string[] {
  const rows = [['done', String(done)]];
  if (skipped > 0) rows.push(['skipped', `${skipped}  (--verbose says why)`]);
  if (failed > 0) rows.push(['failed', `${failed}  (listed above)`]);
  return columns(rows);
}
