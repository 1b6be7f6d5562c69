import { expect, it } from 'vitest';
import { loadModule } from '../wasm/with-and-without.contract.js';
import { type Energies, StepEnergies } from './step-energies.js';

const noise = Float32Array.from({ length: 1000 }, (_, n) => Math.sin(n * n));
const both = [noise, noise.toReversed()];

/** What comes of a sound that is cut into pieces. */
function energiesOf(channels: readonly Float32Array[], chunk: number, energies: StepEnergies) {
  const found: Record<keyof Energies, number[]> = { differences: [], samples: [] };
  for (let n = 0; n < channels[0]!.length; n += chunk) {
    const { differences, samples } = energies.push(channels.map((each) => each.subarray(n, n + chunk)));
    found.differences.push(...differences);
    found.samples.push(...samples);
  }
  return found;
}

it('sums squares and squared differences over steps of 0.25 ms and all channels', () => {
  const energies = new StepEnergies(2, 8000); // steps of two samples
  expect(energies.stepLength).toBe(2);
  const channels = [Float32Array.of(1, 3, 3, 0, 5), Float32Array.of(0, 0, 1, 1, 1)];
  const { differences, samples } = energies.push(channels);
  expect([...differences]).toEqual([1 + 4, 9 + 1]);
  expect([...samples]).toEqual([1 + 9, 9 + 0 + 1 + 1]);
});
it('gives the same however the sound is cut', () => {
  for (const rate of [8000, 44_100, 192_000]) {
    const whole = energiesOf(both, 1000, new StepEnergies(2, rate));
    expect(whole.samples).toHaveLength(Math.floor(1000 / new StepEnergies(2, rate).stepLength));
    for (const chunk of [1, 10, 11, 37]) {
      expect(energiesOf(both, chunk, new StepEnergies(2, rate))).toEqual(whole);
    }
  }
});
it('gives nearly the same where there is no WebAssembly', async () => {
  const quick = energiesOf(both, 1000, new StepEnergies(2, 44_100));
  const { StepEnergies: Plain } = await loadModule(false, () => import('./step-energies.js'));
  const plain = energiesOf(both, 1000, new Plain(2, 44_100) as StepEnergies);
  for (const key of ['differences', 'samples'] as const) {
    expect(plain[key]).toHaveLength(90);
    plain[key].forEach((energy, i) => {
      expect(energy).toBeCloseTo(quick[key][i]!, 4);
    });
  }
});
