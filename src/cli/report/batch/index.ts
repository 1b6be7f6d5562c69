import type { CliContext } from '../../context.js';
import type { BatchReporter } from './batch-reporter.js';

export type { BatchItem, BatchReporter, BatchTotals } from './batch-reporter.js';

/** The printer for a batch with these settings and streams; only the one that is needed is loaded. */
export async function createBatchReporter({
  host,
  common,
}: Pick<CliContext, 'host' | 'common'>): Promise<BatchReporter> {
  const { stdout, stderr } = host;
  const options = { isQuiet: common.quiet, isVerbose: common.verbose, cwd: host.cwd };
  if (common.json) return (await import('./json.js')).jsonBatchReporter(stdout);
  const { lineBatchReporter } = await import('./lines.js');
  return lineBatchReporter(stderr, options, () => performance.now());
}
