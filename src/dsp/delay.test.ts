import { describe, expect, it } from 'vitest';
import { itIgnoresBlockSizes, restlessNoise, rmsDb } from './block-processor.contract.js';
import { createPingPongDelay, type PingPongOptions } from './delay.js';

const RATE = 44_100;
/** A short burst of 1 kHz and what the delay makes of it, in three seconds. */
function echoes(options: Partial<PingPongOptions> = {}, sampleRate = RATE): [Float32Array, Float32Array] {
  const input = Float32Array.from({ length: 3 * sampleRate }, (_, n) =>
    n < 0.03 * sampleRate ? Math.sin((2 * Math.PI * 1000 * n) / sampleRate) : 0,
  );
  const out: [Float32Array, Float32Array] = [new Float32Array(input.length), new Float32Array(input.length)];
  createPingPongDelay({ sampleRate, delaySeconds: 0.3, ...options }).process(input, ...out);
  return out;
}
const levelAt = (samples: Float32Array, seconds: number, sampleRate = RATE): number =>
  rmsDb(samples.subarray(Math.round(seconds * sampleRate), Math.round((seconds + 0.03) * sampleRate)));

describe('createPingPongDelay()', () => {
  itIgnoresBlockSizes(() => {
    const delay = createPingPongDelay({ sampleRate: RATE, delaySeconds: 0.1, feedback: 0.3 });
    return ([left, right]) => delay.process(left!, left!, right!);
  }, restlessNoise(2));
  it.each([22_050, 44_100, 48_000])('jumps from left to right in time, at %i Hz', (sampleRate) => {
    const [left, right] = echoes({ feedback: 0.5 }, sampleRate);
    for (const [k, side, other] of [
      [1, left, right],
      [2, right, left],
      [3, left, right],
    ] as const) {
      expect(levelAt(side, 0.3 * k, sampleRate)).toBeGreaterThan(-20 - 8 * (k - 1));
      expect(levelAt(other, 0.3 * k, sampleRate)).toBeLessThan(levelAt(side, 0.3 * k, sampleRate) - 60);
      expect(levelAt(side, 0.3 * k - 0.04, sampleRate)).toBeLessThan(-90);
    }
  });
  it('falls by its feedback with every echo, and a little more by its filters', () => {
    const [left, right] = echoes({ feedback: 0.5 });
    const fall = levelAt(left, 0.3) - levelAt(right, 0.6);
    expect(fall).toBeGreaterThan(6);
    expect(fall).toBeLessThan(7);
  });
  it('has died away after its tail', () => {
    const { tailLength } = createPingPongDelay({ sampleRate: RATE, delaySeconds: 0.3, feedback: 0.4 });
    const [left, right] = echoes({ feedback: 0.4 });
    for (const side of [left, right]) expect(rmsDb(side.subarray(tailLength))).toBeLessThan(-60);
  });
  it('refuses a feedback of 1', () => {
    expect(() => createPingPongDelay({ sampleRate: RATE, delaySeconds: 0.3, feedback: 1 })).toThrow(
      RangeError,
    );
  });
});
