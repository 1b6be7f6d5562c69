import { describe, expect, it } from 'vitest';
import * as mix from './mix.js';
import { createRandom } from './random.js';
import type { BlockSource } from './types.js';

const noise = (length: number, seed: number): Float32Array => {
  const random = createRandom(seed);
  return Float32Array.from({ length }, () => random() - 0.5);
};
const power = (samples: Float32Array): number => samples.reduce((sum, x) => sum + x * x, 0) / samples.length;
const constant = (value: number): BlockSource => ({
  channelCount: 1,
  read: ([out]) => void out!.fill(value),
});

describe('addScaled()', () => {
  it('adds at a place and drops what falls outside', () => {
    const target = new Float32Array(4).fill(1);
    mix.addScaled(target, Float32Array.of(1, 2, 3), 2, 2);
    mix.addScaled(target, Float32Array.of(5, 7), 1, -1);
    expect([...target]).toEqual([8, 1, 3, 5]);
  });
});

describe('panGains()', () => {
  it('keeps the power at every place', () => {
    for (const pan of [-1, -0.3, 0, 0.8, 1]) {
      const { left, right } = mix.panGains(pan);
      expect(left ** 2 + right ** 2).toBeCloseTo(1, 12);
    }
    expect(mix.panGains(-1).right).toBe(0);
    expect(mix.panGains(0).left).toBeCloseTo(Math.SQRT1_2, 12);
  });
  it('refuses a place beyond the loudspeakers', () => expect(() => mix.panGains(1.1)).toThrow(RangeError));
});

describe('crossfade()', () => {
  it('keeps the amplitude of one sound faded into itself, linear', () => {
    const sound = noise(1000, 1);
    const joined = mix.crossfade(sound.subarray(0, 600), sound.subarray(400), 200, 'linear');
    expect(joined.length).toBe(1000);
    expect(Math.max(...joined.map((x, n) => Math.abs(x - sound[n]!)))).toBeLessThan(1e-7);
  });
  it('keeps the power of unrelated sounds, equal-power', () => {
    const joined = mix.crossfade(noise(20_000, 1), noise(20_000, 2), 20_000);
    expect(10 * Math.log10(power(joined) / (1 / 12))).toBeCloseTo(0, 1);
  });
  it('joins end to end without an overlap', () => {
    expect([...mix.crossfade(Float32Array.of(1, 2), Float32Array.of(3), 0)]).toEqual([1, 2, 3]);
  });
  it('refuses an overlap longer than either', () => {
    expect(() => mix.crossfade(new Float32Array(3), new Float32Array(9), 4)).toThrow(RangeError);
  });
});

describe('fadeIn() and fadeOut()', () => {
  it('mirror each other and leave the middle alone', () => {
    const samples = new Float32Array(10).fill(1);
    mix.fadeIn(samples, 4);
    mix.fadeOut(samples, 4);
    expect([...samples]).toEqual([0.125, 0.375, 0.625, 0.875, 1, 1, 0.875, 0.625, 0.375, 0.125]);
  });
});

describe('addSamples() and addGained()', () => {
  it('add every sample, whatever the length', () => {
    for (const length of [0, 1, 3, 4, 102, 103]) {
      const [sum, part] = [noise(length, 1), noise(length, 2)];
      const expected = sum.map((x, n) => x + part[n]!);
      mix.addSamples(sum, part);
      expect(sum).toEqual(expected);
    }
  });
  it('make the same bits as a gain curve before the sum', () => {
    const [sum, part, gains] = [noise(103, 1), noise(103, 2), noise(103, 3)];
    const gained = part.slice();
    mix.applyGainCurve([gained], gains);
    const expected = sum.map((x, n) => x + gained[n]!);
    mix.addGained(sum, part, gains);
    expect(sum).toEqual(expected);
    expect(part).toEqual(noise(103, 2));
  });
});

describe('applyGain() and applyGainCurve()', () => {
  it('multiply', () => {
    const samples = Float32Array.of(1, 2, 3);
    mix.applyGain(samples, 2);
    mix.applyGainCurve([samples], Float32Array.of(1, 0.5, 0));
    expect([...samples]).toEqual([2, 2, 0]);
  });
});

describe('sumSources() and processSource()', () => {
  it('add sources by their gains and pass them through processors', () => {
    const halve = { process: (channels: readonly Float32Array[]) => mix.applyGain(channels[0]!, 0.5) };
    const source = mix.processSource(
      mix.sumSources([{ source: constant(1) }, { source: constant(2), gain: 3 }]),
      [halve],
    );
    const out = [new Float32Array(3)];
    source.read(out);
    expect([...out[0]!]).toEqual([3.5, 3.5, 3.5]);
  });
  it('refuse a mix of nothing', () => expect(() => mix.sumSources([])).toThrow(RangeError));
});
