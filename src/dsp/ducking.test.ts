import { describe, expect, it } from 'vitest';
import { itIgnoresBlockSizes, restlessNoise, sine, toneLevelDb } from './block-processor.contract.js';
import { createBandDucker, createDucking, duckingGain } from './ducking.js';
import { gainToDb } from './units.js';

/** A voice from 0.5 to 0.9 s. */
const voice = (sampleRate: number): Float32Array =>
  sine(200, 0.3, 2, sampleRate).map((x, n) => (n >= 0.5 * sampleRate && n < 0.9 * sampleRate ? x : 0));

/** First time, seconds, at or after `from` at which the gain in dB fulfils something. */
function when(
  gains: Float32Array,
  sampleRate: number,
  from: number,
  isTrue: (db: number) => boolean,
): number {
  const start = Math.round(from * sampleRate);
  return (start + gains.subarray(start).findIndex((gain) => isTrue(gainToDb(gain)))) / sampleRate;
}

describe('duckingGain()', () => {
  it.each([
    [22_050, 0.01],
    [44_100, 0.01],
    [48_000, 0.03],
    [44_100, 0.005],
  ])(
    'goes down before the voice, holds and returns as asked, at %i Hz with an attack of %f s',
    (sampleRate, attackSeconds) => {
      const options = { sampleRate, depthDb: 5, attackSeconds, holdSeconds: 0.08, releaseSeconds: 0.25 };
      const gains = duckingGain(voice(sampleRate), options);
      const below = (db: number) => (level: number) => level < db;
      const above = (db: number) => (level: number) => level > db;
      const fallStart = when(gains, sampleRate, 0, below(-0.25));
      const fallEnd = when(gains, sampleRate, 0, below(-4.75));
      const riseStart = when(gains, sampleRate, 0.6, above(-4.75));
      const riseEnd = when(gains, sampleRate, 0.6, above(-0.25));
      expect(gainToDb(Math.min(...gains))).toBeCloseTo(-5, 3);
      expect((fallEnd - fallStart) / (0.9 * attackSeconds)).toBeCloseTo(1, 0.9);
      expect(Math.abs(fallEnd - 0.5)).toBeLessThan(0.002);
      expect(Math.abs(riseStart - 0.9 - 0.08 - 0.05 * 0.25)).toBeLessThan(0.008);
      expect(Math.abs(riseEnd - riseStart - 0.9 * 0.25)).toBeLessThan(0.0025);
      expect(gains.length).toBe(2 * sampleRate);
      expect(gains.at(-1)).toBe(1);
    },
  );
  it('stays down over gaps shorter than the hold', () => {
    const rate = 44_100;
    const stammer = voice(rate).map((x, n) => (n >= 0.7 * rate && n < 0.75 * rate ? 0 : x));
    expect(
      Math.max(...duckingGain(stammer, { sampleRate: rate }).subarray(0.505 * rate, 0.9 * rate)),
    ).toBeLessThan(0.64);
  });
  it('does not flutter on a voice near the threshold', () => {
    const soft = sine(200, 0.0145, 1).map((x, n) => x * (1 + 0.2 * Math.sin(n / 800)));
    const gains = duckingGain(soft, { sampleRate: 44_100, holdSeconds: 0 });
    expect(Math.max(...gains.subarray(8820, 39_000))).toBeLessThan(0.64);
  });
  it('ignores what is below the threshold', () => {
    expect(Math.min(...duckingGain(sine(200, 0.005, 1), { sampleRate: 44_100 }))).toBe(1);
  });
});

describe('createDucking()', () => {
  const create = () => {
    const ducking = createDucking({ sampleRate: 44_100 });
    return ([samples]: readonly Float32Array[]): void => {
      ducking.process(samples!, samples!);
      for (let n = 0; n < samples!.length; n++) samples![n] = 1 - samples![n]!; // so that silence gives silence
    };
  };
  itIgnoresBlockSizes(create, restlessNoise(1));
  it('refuses an attack of 0', () => {
    expect(() => createDucking({ sampleRate: 44_100, attackSeconds: 0 })).toThrow(RangeError);
  });
});

describe('createBandDucker()', () => {
  const half = new Float32Array(88_200).fill(0.5);
  itIgnoresBlockSizes(() => {
    const ducker = createBandDucker({ sampleRate: 44_100 });
    return (channels) => ducker.process(channels, half);
  }, restlessNoise(2));
  it('turns the middle down and leaves bass and treble', () => {
    for (const [hz, db] of [
      [2000, -6.02],
      [60, 0],
      [16_000, -0.2],
    ] as const) {
      const samples = sine(hz, 1, 1);
      createBandDucker({ sampleRate: 44_100, channelCount: 1 }).process([samples], half);
      expect(Math.abs(toneLevelDb(samples.subarray(4410), hz, 44_100) - db)).toBeLessThan(0.25);
    }
  });
  it('changes no bit at a gain of 1', () => {
    const samples = sine(2000, 0.7, 0.1);
    createBandDucker({ sampleRate: 44_100, channelCount: 1 }).process(
      [samples],
      new Float32Array(4410).fill(1),
    );
    expect(samples).toEqual(sine(2000, 0.7, 0.1));
  });
});
