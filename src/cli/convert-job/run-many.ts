import { RapgoError } from '../../engine/errors.js';
import type { CliContext } from '../context.js';
import { spanOf } from '../report/batch/words.js';
import { columns } from '../report/columns.js';
import { type BatchSummary, convertAll } from './run-batch.js';
import type { CommonOptions, ConvertRequest, Destination } from './wishes.js';

/** Converts files and folders as one batch and says what came of it. */
export async function runMany(
  cli: CliContext,
  request: ConvertRequest,
  destination: Destination,
  options: CommonOptions,
): Promise<void> {
  const { values } = request;
  if (destination.kind !== 'folder') {
    throw new RapgoError('usage/bad-option', 'many results do not go into one file', { hint: '-o FOLDER' });
  }
  if (request.inputs.includes('-')) {
    throw new RapgoError('usage/bad-option', 'stdin cannot be one of several inputs', {
      hint: 'a command of its own',
    });
  }
  const naming = {
    ...{ folder: destination.folder, format: options.format, template: values.name },
    keepsTree: !values.flat,
  };
  const summary = await convertAll(cli, request, { naming, options, values });
  if (summary.done + summary.skipped + summary.failed + summary.planned === 0) {
    cli.report.warn(
      'nothing there is to be converted; hidden files and names that are no media are passed over',
    );
  }
  cli.report.result({ command: 'convert', data: { ...summary }, lines: summaryLines(summary) });
  if (summary.failed > 0) cli.concede('batch/failed');
}

function summaryLines({ done, skipped, failed, planned, soundSeconds }: BatchSummary): string[] {
  const rows: string[][] = [];
  if (planned > 0) rows.push(['planned', String(planned)]);
  else rows.push(['converted', done === 0 ? '0' : `${done}  (${spanOf(soundSeconds * 1000)} of sound)`]);
  if (skipped > 0) rows.push(['skipped', `${skipped}  (--verbose says why, --force makes them again)`]);
  if (failed > 0) rows.push(['failed', `${failed}  (listed above; run it again to retry them)`]);
  return columns(rows);
}
