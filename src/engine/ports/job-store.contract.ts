import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createBench } from './job-bench.contract.js';
import { appending, cancelling, finishing } from './job-end.contract.js';
import { creating, finding, listing } from './job-history.contract.js';
import { acquiring, expiring, recordingInputs, renewing, starting } from './job-lease.contract.js';
import { linking, pruning, tallying } from './job-sums.contract.js';
import type { RunStore } from './run-store.js';

/**
 * What every store of jobs must do.
 * @param open makes an empty store that asks `now` for the time
 */
export function jobStoreContract(
  name: string,
  open: (now: () => number) => RunStore | Promise<RunStore>,
): void {
  describe(`${name}: JobStore`, () => {
    const bench = createBench(open);
    beforeEach(() => bench.reset());
    afterEach(() => bench.store.close());
    for (const rules of [creating, finding, listing]) rules(bench);
    for (const rules of [linking, tallying, pruning]) rules(bench);
    for (const rules of [starting, acquiring, renewing, expiring, recordingInputs]) rules(bench);
    for (const rules of [appending, finishing, cancelling]) rules(bench);

    it('may be closed twice', async () => {
      await bench.store.close();
      await expect(bench.store.close()).resolves.toBeUndefined();
    });
  });
}
