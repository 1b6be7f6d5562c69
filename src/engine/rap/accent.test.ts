import { describe, expect, it } from 'vitest';
import { accentAmount, accentuate } from './accent.js';

const RATE = 16_000;
const LENGTH = RATE / 2;
const TARGET = 0.3;

/** A tone whose level is given at instants, straight lines between them. */
function tone(levels: readonly (readonly [seconds: number, level: number])[], hz = 800): Float32Array {
  return Float32Array.from({ length: LENGTH }, (_, n) => {
    const t = n / RATE;
    const next = levels.findIndex(([at]) => at > t);
    const [from, a] = levels[Math.max(0, (next < 0 ? levels.length : next) - 1)]!;
    const [to, b] = levels[next < 0 ? levels.length - 1 : next]!;
    const level = to > from ? a + ((b - a) * (t - from)) / (to - from) : a;
    return level * Math.sin(2 * Math.PI * hz * t);
  });
}

const rms = (samples: Float32Array, fromSeconds: number, toSeconds: number): number => {
  const part = samples.subarray(Math.round(fromSeconds * RATE), Math.round(toSeconds * RATE));
  return Math.sqrt(part.reduce((sum, x) => sum + x * x, 0) / part.length);
};

/** Instant with the largest step in level from the 20 ms before to the 20 ms after, seconds. */
function steepestRise(samples: Float32Array): number {
  let [best, at] = [0, 0];
  for (let t = 0.03; t < LENGTH / RATE - 0.03; t += 0.001) {
    const rise = rms(samples, t, t + 0.02) - rms(samples, t - 0.02, t);
    if (rise > best) [best, at] = [rise, t];
  }
  return at;
}

const accented = (samples: Float32Array, amount = 1): Float32Array => {
  const out = samples.slice();
  accentuate(out, RATE, [TARGET * RATE], amount);
  return out;
};

/** A loud hum begins 70 ms before the vowel, which is only a little louder. */
const hummed = tone([
  [0, 0],
  [0.228, 0],
  [0.232, 0.3],
  [0.295, 0.3],
  [0.305, 0.42],
  [0.5, 0.42],
]);
/** A vowel that begins at the target and swells by 5 dB 60 ms later. */
const swelling = tone([
  [0, 0.1],
  [0.295, 0.1],
  [0.305, 0.16],
  [0.355, 0.16],
  [0.365, 0.28],
  [0.5, 0.28],
]);

describe('accentAmount()', () => {
  it('leaves words alone until the beat comes first', () => {
    expect(accentAmount(0.5)).toBeLessThan(0.001);
    expect(accentAmount(0.8)).toBeLessThan(0.05);
    expect(accentAmount(0.9)).toBeCloseTo(0.2, 1);
    expect(accentAmount(1)).toBe(1);
  });
});

describe('accentuate()', () => {
  it.each([
    ['a hum before the vowel', hummed],
    ['a late swell', swelling],
  ])('moves the steepest rise from %s to the target', (_, samples) => {
    expect(Math.abs(steepestRise(samples) - TARGET)).toBeGreaterThan(0.04);
    expect(Math.abs(steepestRise(accented(samples)) - TARGET)).toBeLessThan(0.015);
  });
  it('leaves a clear attack as it is, bit for bit', () => {
    const clear = tone([
      [0, 0],
      [0.297, 0],
      [0.303, 0.4],
      [0.5, 0.4],
    ]);
    expect(accented(clear)).toEqual(clear);
  });
  it('leaves the hiss of consonants where it was', () => {
    const hiss = tone(
      [
        [0, 0.2],
        [0.5, 0.2],
      ],
      7000,
    );
    const out = accented(hummed.map((x, n) => x + hiss[n]!));
    const voiceAlone = accented(hummed);
    const hissLeft = out.map((x, n) => x - voiceAlone[n]!);
    const changeDb = 20 * Math.log10(rms(hissLeft, 0.25, 0.29) / rms(hiss, 0.25, 0.29));
    expect(Math.abs(changeDb)).toBeLessThan(1.5);
  });
  it('does less for a smaller amount, and nothing for none', () => {
    expect(accented(hummed, 0)).toEqual(hummed);
    const levelOf = (samples: Float32Array): number => 20 * Math.log10(rms(samples, 0.281, 0.29)); // the deepest part
    const change = (amount: number): number => levelOf(hummed) - levelOf(accented(hummed, amount));
    expect(change(1)).toBeGreaterThan(6);
    expect(change(0.5)).toBeLessThan(change(1)); // not half: where the split crosses, phases leave something over
    expect(change(0.2)).toBeLessThan(0.5 * change(1));
    expect(change(0.2)).toBeGreaterThan(0.15 * change(1));
  });
  it('makes no step that could be heard as a click', () => {
    const steady = tone([
      [0, 0.3],
      [0.5, 0.3],
    ]);
    const out = accented(steady);
    const largest = (samples: Float32Array): number =>
      samples.reduce((most, x, n) => Math.max(most, Math.abs(x - (samples[n - 1] ?? x))), 0);
    expect(out).not.toEqual(steady);
    expect(largest(out)).toBeLessThan(1.6 * 2 * largest(steady)); // a lift is at most 6 dB
  });
});
