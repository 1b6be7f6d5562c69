import { describe, expect, it } from 'vitest';
import { floats16 } from './floats16.js';
import { loadModule } from './wasm/with-and-without.contract.js';

describe('floats16()', () => {
  it('gives every value exactly, and touches no more', () => {
    for (const length of [0, 1, 7, 8, 9, 32_768]) {
      const values = Int16Array.from({ length }, (_, n) => (n * 7919) % 0x8000);
      values.set([-0x8000, 0x7fff, -1].slice(0, length));
      const out = new Float32Array(length + 1).fill(7);
      expect(floats16(values, out)).toBe(true);
      expect(out).toEqual(Float32Array.of(...Array.from(values, (value) => value / 0x8000), 7));
    }
  });
  it('leaves to others what is too long, and everything where there is no WebAssembly', async () => {
    expect(floats16(new Int16Array(32_769), new Float32Array(32_769))).toBe(false);
    const plain = await loadModule(false, () => import('./floats16.js'));
    expect(plain.floats16(new Int16Array(1), new Float32Array(1))).toBe(false);
  });
});
