import { canRedraw, coloursFor } from '../colour.js';
import type { Host } from '../host.js';
import type { Reporter } from './reporter.js';

/** The common settings that decide how a run is reported. */
export interface ReportSettings {
  readonly json: boolean;
  readonly quiet: boolean;
  readonly verbose: boolean;
  readonly color: boolean;
}

/** The printer for these settings and streams; only the one that is needed is loaded. */
export async function createReporter(host: Host, settings: ReportSettings): Promise<Reporter> {
  const { stdout, stderr, env } = host;
  const colours = await coloursFor(stderr, env, settings.color);
  const options = { stdout, stderr, colours, isQuiet: settings.quiet, isVerbose: settings.verbose };
  const now = () => performance.now();
  if (settings.json) {
    const { createJsonReporter } = await import('./json.js');
    return createJsonReporter({ ...options, now });
  }
  const { createPlainReporter } = await import('./plain.js');
  const { lineProgress, liveProgress } = await import('./progress.js');
  const progress = canRedraw(stderr, env) ? liveProgress(stderr, now) : lineProgress(stderr, now);
  return createPlainReporter({ ...options, progress });
}
