import { describe, expect, it } from 'vitest';
import { PauseFinder } from './pause-finder.js';

const STEP = 11;
/** Energies of `seconds` of sound that pauses from second to second as told. */
function energiesOf(seconds: number, pauses: readonly (readonly [from: number, to: number])[], quiet = 1e-4) {
  const isQuiet = (at: number) => pauses.some(([from, to]) => at >= from && at < to);
  return Float64Array.from({ length: seconds * 4000 }, (_, n) =>
    isQuiet(n / 4000) ? quiet : 1 + Math.sin(n),
  );
}
function pausesIn(samples: Float64Array, differences = samples, chunk = samples.length): number[] {
  const finder = new PauseFinder(STEP);
  for (let n = 0; n < samples.length; n += chunk) {
    finder.push({
      samples: samples.subarray(n, n + chunk),
      differences: differences.subarray(n, n + chunk),
    });
  }
  return finder.pauses.map((at) => at / STEP / 4000);
}

describe('PauseFinder', () => {
  it('finds a place within every pause that is not too near to the last', () => {
    const found = pausesIn(
      energiesOf(40, [
        [3, 3.5],
        [11, 11.2],
        [14, 14.5],
        [30, 30.1],
      ]),
    ); // prettier-ignore
    expect(found).toHaveLength(2);
    expect(found[0]).toBeCloseTo(11.04, 2);
    expect(found[1]).toBeCloseTo(30.04, 2);
  });
  it('takes neither what is short nor what is not quiet for a pause', () => {
    expect(pausesIn(energiesOf(30, [[12, 12.07]]))).toEqual([]);
    expect(pausesIn(energiesOf(30, [[12, 13]], 0.01))).toEqual([]);
  });
  it('takes neither a bass between high hats for a pause, nor a cymbal after a bass', () => {
    const [loud, pausing] = [
      energiesOf(30, []),
      energiesOf(30, [
        [6, 7],
        [12, 13],
      ]),
    ]; // prettier-ignore
    expect(pausesIn(pausing)).toHaveLength(2);
    expect(pausesIn(loud, pausing)).toEqual([]);
    expect(pausesIn(pausing, loud)).toEqual([]);
  });
  it('finds pauses in silence, before anything was heard', () => {
    expect(pausesIn(new Float64Array(100_000))).toHaveLength(6);
  });
  it('finds the same however the sound is cut', () => {
    const energies = energiesOf(60, [
      [11, 12],
      [25, 25.5],
      [50, 51],
    ]); // prettier-ignore
    expect(pausesIn(energies, energies, 777)).toEqual(pausesIn(energies));
  });
});
