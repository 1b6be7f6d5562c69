import { describe, expect, it } from 'vitest';
import { itIgnoresBlockSizes, restlessNoise, rmsDb } from './block-processor.contract.js';
import { bandPass, createBiquadCascade } from './filter.js';
import { createReverb, type ReverbOptions } from './reverb.js';
import { LINES, SPAN } from './reverb-room.js';

/** What the room makes of one click, left and right. */
function impulseResponse(options: ReverbOptions, seconds: number): [Float32Array, Float32Array] {
  const input = new Float32Array(Math.round(seconds * options.sampleRate));
  input[0] = 1;
  const out: [Float32Array, Float32Array] = [new Float32Array(input.length), new Float32Array(input.length)];
  createReverb(options).process(input, ...out);
  return out;
}

/** Decay time by the slope of the energy still to come, between 5 and 35 dB below its beginning (ISO 3382, T30). */
function decayTime(response: Float32Array, sampleRate: number, hz: number): number {
  const samples = response.slice();
  createBiquadCascade([bandPass(sampleRate, hz, 1.4), bandPass(sampleRate, hz, 1.4)]).process([samples]);
  const rest = new Float64Array(samples.length);
  for (let n = samples.length - 1, sum = 0; n >= 0; n--) rest[n] = sum += samples[n]! ** 2;
  const timeOf = (db: number): number =>
    rest.findIndex((energy) => energy < rest[0]! * 10 ** (-db / 10)) / sampleRate;
  return 2 * (timeOf(35) - timeOf(5));
}

describe('createReverb()', () => {
  itIgnoresBlockSizes(() => {
    const reverb = createReverb({ sampleRate: 44_100, decaySeconds: 0.3 });
    return ([left, right]) => reverb.process(left!, left!, right!);
  }, restlessNoise(2));
  it.each([
    [22_050, 0.5],
    [44_100, 0.3],
    [44_100, 1.2],
    [48_000, 0.8],
  ])('decays at %i Hz in %f s at middle pitch, and treble sooner', (sampleRate, decaySeconds) => {
    const [left] = impulseResponse({ sampleRate, decaySeconds }, 1.5 * decaySeconds + 0.2);
    const middle = decayTime(left, sampleRate, 700);
    expect(Math.abs(middle / decaySeconds - 1)).toBeLessThan(0.12);
    expect(decayTime(left, sampleRate, 6000)).toBeLessThan(0.75 * middle);
  });
  it('is silent before the pre-delay', () => {
    const [left, right] = impulseResponse(
      { sampleRate: 44_100, decaySeconds: 0.5, preDelaySeconds: 0.02 },
      0.1,
    );
    for (const side of [left, right]) expect(side.findIndex((x) => x !== 0)).toBeGreaterThan(882);
  });
  it('is about as loud as its input in every room', () => {
    for (const decaySeconds of [0.15, 0.5, 2]) {
      const responses = impulseResponse(
        { sampleRate: 44_100, decaySeconds, dampingHz: 18_000, lowCutHz: 0 },
        2.5,
      );
      for (const side of responses) {
        const energyDb = 10 * Math.log10(side.reduce((sum, x) => sum + x * x, 0));
        expect(Math.abs(energyDb)).toBeLessThan(1);
      }
    }
  });
  it('sounds different left and right', () => {
    const [left, right] = impulseResponse({ sampleRate: 44_100, decaySeconds: 0.8 }, 1);
    const energy = (x: Float32Array): number => x.reduce((sum, value) => sum + value * value, 0);
    const common =
      left.reduce((sum, x, n) => sum + x * right[n]!, 0) / Math.sqrt(energy(left) * energy(right));
    expect(Math.abs(common)).toBeLessThan(0.2);
  });
  it('has died away after its tail, then is exactly silent', () => {
    const options = { sampleRate: 22_050, decaySeconds: 0.2 };
    const { tailLength } = createReverb(options);
    const [left] = impulseResponse(options, 3);
    expect(rmsDb(left.subarray(tailLength, 2 * tailLength))).toBeLessThan(-60);
    expect(left.subarray(6 * tailLength).every((x) => x === 0)).toBe(true);
  });
  it('works in the smallest room at the lowest rate', () => {
    const [left] = impulseResponse({ sampleRate: 8000, decaySeconds: 0.05 }, 1);
    expect(left.every((x) => Math.abs(x) <= 1)).toBe(true);
    expect(LINES * SPAN).toBe(256);
  });
  it('refuses rooms without an end', () => {
    expect(() => createReverb({ sampleRate: 44_100, decaySeconds: 60 })).toThrow(RangeError);
  });
});
