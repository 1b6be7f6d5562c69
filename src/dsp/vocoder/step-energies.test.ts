import { expect, it, vi } from 'vitest';
import { StepEnergies } from './step-energies.js';

const noise = Float32Array.from({ length: 1000 }, (_, n) => Math.sin(n * n));

it('sums squared differences over steps of 0.25 ms and all channels', () => {
  const energies = new StepEnergies(2, 8000); // steps of two samples
  expect(energies.stepLength).toBe(2);
  const channels = [Float32Array.of(1, 3, 3, 0, 5), Float32Array.of(0, 0, 1, 1, 1)];
  expect([...energies.push(channels)]).toEqual([1 + 4, 9 + 1]);
});
it('gives the same however the sound is cut', () => {
  const whole = [...new StepEnergies(2, 44_100).push([noise, noise.toReversed()])];
  expect(whole).toHaveLength(90);
  for (const chunk of [1, 10, 11, 37]) {
    const energies = new StepEnergies(2, 44_100);
    const pieces: number[] = [];
    for (let n = 0; n < noise.length; n += chunk)
      pieces.push(
        ...energies.push([noise, noise.toReversed()].map((samples) => samples.subarray(n, n + chunk))),
      );
    expect(pieces).toEqual(whole);
  }
});
it('gives nearly the same where there is no WebAssembly', async () => {
  const quick = new StepEnergies(2, 44_100).push([noise, noise.toReversed()]).slice();
  vi.resetModules();
  vi.doMock('../wasm/sample-loops.js', () => ({ sampleLoops: () => null }));
  const { StepEnergies: Plain } = await import('./step-energies.js');
  const plain = new Plain(2, 44_100).push([noise, noise.toReversed()]);
  expect(plain).toHaveLength(quick.length);
  plain.forEach((energy, i) => {
    expect(energy).toBeCloseTo(quick[i]!, 4);
  });
});
