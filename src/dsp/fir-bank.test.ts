import { describe, expect, it } from 'vitest';
import { createRandom } from './random.js';
import { loadModule } from './wasm/with-and-without.contract.js';

const load = (hasWasm: boolean) => loadModule(hasWasm, () => import('./fir-bank.js'));
const random = createRandom(3);
const noise = (length: number): number[] => Array.from({ length }, () => random() - 0.5);

describe.each([true, false])('createFirBank(), WebAssembly: %s', (hasWasm) => {
  it.each([
    { up: 3, down: 7, taps: 10, periods: 8 },
    { up: 5, down: 2, taps: 4, periods: 4 },
    { up: 1, down: 1, taps: 14, periods: 64 },
    { up: 700, down: 441, taps: 60, periods: 4 },
  ])('equals the defining sums: %o', async (shape) => {
    const { createFirBank } = await load(hasWasm);
    const { up, down, taps, periods } = shape;
    const rows = noise(up * taps);
    const bank = createFirBank({ ...shape, rows });
    expect(bank.line.length).toBeGreaterThanOrEqual(periods * down + taps);
    const line = noise(bank.line.length);
    for (const [n, sample] of line.entries()) bank.line[n] = sample;
    bank.run();
    expect(bank.sums).toHaveLength(periods * up);
    for (const [n, sum] of bank.sums.entries()) {
      const row = n % up;
      const from = Math.floor((row * down) / up) + Math.floor(n / up) * down;
      let wanted = 0;
      for (let k = 0; k < taps; k++) wanted += line[from + k]! * rows[row * taps + k]!;
      expect(sum).toBeCloseTo(wanted, 5);
    }
  });
});
