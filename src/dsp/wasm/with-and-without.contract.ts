import { vi } from 'vitest';

/**
 * Loads a module as on a machine that has WebAssembly, or has none.
 *
 * @param load imports it: `() => import('./x.js')`
 */
export async function loadModule<T>(hasWasm: boolean, load: () => Promise<T>): Promise<T> {
  vi.resetModules(); // or it would be the one that was loaded last
  if (hasWasm) vi.doUnmock('./sample-loops.js');
  else vi.doMock('./sample-loops.js', () => ({ sampleLoops: () => null }));
  try {
    return await load();
  } finally {
    vi.doUnmock('./sample-loops.js'); // files of tests that share a thread would load it too
    vi.resetModules();
  }
}
