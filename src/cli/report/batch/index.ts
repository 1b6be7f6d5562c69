import { canRedraw, coloursFor } from '../../colour.js';
import type { CliContext } from '../../context.js';
import type { BatchReporter } from './batch-reporter.js';

export type { BatchItem, BatchReporter, BatchTotals } from './batch-reporter.js';

/** The printer for a batch with these settings and streams; only the one that is needed is loaded. */
export async function createBatchReporter({
  host,
  common,
  report,
}: Pick<CliContext, 'host' | 'common' | 'report'>): Promise<BatchReporter> {
  const { stdout, stderr, env } = host;
  const now = () => performance.now();
  const options = { isQuiet: common.quiet, isVerbose: common.verbose, cwd: host.cwd };
  if (common.json) return (await import('./json.js')).jsonBatchReporter(stdout);
  if (!common.quiet && canRedraw(stderr, env)) {
    const { liveBatchReporter } = await import('./live.js');
    const colours = await coloursFor(stderr, env, common.color);
    return liveBatchReporter({ ...options, stderr, colours, report, now, load: loadScreen });
  }
  const { lineBatchReporter } = await import('./lines.js');
  return lineBatchReporter(stderr, options, now);
}

/** React measures itself for its developers, and keeps all it measured, unless it is told that this is no workshop. */
function loadScreen(): Promise<typeof import('./screen.js')> {
  process.env.NODE_ENV ??= 'production';
  return import('./screen.js');
}
