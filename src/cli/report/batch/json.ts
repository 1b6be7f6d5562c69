import type { OutputStream } from '../../host.js';
import type { BatchReporter } from './batch-reporter.js';

/** Version of the lines, see docs/json.md. */
const JSON_VERSION = 1;

/** A JSON object for each finished file; what is under way is told by warnings alone. */
export function jsonBatchReporter(stdout: OutputStream): BatchReporter {
  const print = (line: Readonly<Record<string, unknown>>) =>
    stdout.write(`${JSON.stringify({ version: JSON_VERSION, ...line })}\n`);
  return {
    begin() {},
    event(_key, event) {
      if (event.type === 'warning') print({ ...event });
    },
    item: (_key, item) => void print({ type: 'item', ...item }),
    totals() {},
    end() {},
  };
}
