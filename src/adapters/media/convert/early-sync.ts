import { open } from 'node:fs/promises';

/** Often enough to leave little for the end, seldom enough to cost nothing. */
const EVERY_MS = 5000;

/**
 * Sends to the disk what another program has written to a file so far, now and then: the end, which has to wait until all
 * of it is there, then waits for the rest alone.
 *
 * @returns to be called as often as one likes; whatever goes wrong is left to the end
 */
export function createEarlySync(file: string, everyMs = EVERY_MS): () => void {
  let nextAt = performance.now() + everyMs;
  return () => {
    if (performance.now() < nextAt) return;
    nextAt = Number.POSITIVE_INFINITY;
    sync(file)
      .catch(() => {})
      .finally(() => {
        nextAt = performance.now() + everyMs;
      });
  };
}

async function sync(file: string): Promise<void> {
  const handle = await open(file, 'r+');
  await handle.datasync().finally(() => handle.close());
}
