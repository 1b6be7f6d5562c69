import { describe, expect, it } from 'vitest';
import { createLoudnessChange } from './loudness-change.js';

const sampleRate = 8000;
const sine = (length: number, gain: number) =>
  Float32Array.from({ length }, (_, n) => gain * Math.sin((2 * Math.PI * 440 * n) / sampleRate));

function changeOf(before: Float32Array, after: Float32Array, ratio: number, step: number): number | null {
  const change = createLoudnessChange({ sampleRate, channelCount: 1, outputAt: (at) => at * ratio });
  for (let at = 0; at < before.length; at += step) change.hearInput([before.subarray(at, at + step)]);
  for (let at = 0; at < after.length; at += step) change.hearOutput([after.subarray(at, at + step)]);
  return change.result();
}

describe('createLoudnessChange()', () => {
  it('tells how much louder a sound became, however it is cut', () => {
    for (const step of [999, 100_000]) {
      expect(changeOf(sine(200 * sampleRate, 0.1), sine(400 * sampleRate, 0.2), 2, step)).toBeCloseTo(
        6.02,
        1,
      );
    }
  });
  it('compares the same passages, also where loudness changes', () => {
    const before = sine(150 * sampleRate, 0.1);
    const after = sine(75 * sampleRate, 0.1);
    before.fill(0, 62 * sampleRate, 119 * sampleRate);
    after.fill(0, 31 * sampleRate, 59.5 * sampleRate);
    expect(changeOf(before, after, 0.5, 4096)).toBeCloseTo(0, 1);
  });
  it('has nothing to say of silence and of less than 0.4 s', () => {
    expect(changeOf(new Float32Array(80_000), new Float32Array(80_000), 1, 1000)).toBeNull();
    expect(changeOf(sine(100, 0.5), sine(100, 0.5), 1, 1000)).toBeNull();
  });
});
