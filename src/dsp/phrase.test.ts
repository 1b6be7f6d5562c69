import { describe, expect, it } from 'vitest';
import { activityFrames, levelFrames, longestPause } from './phrase.js';

/** Levels in dB, each for a number of frames. */
const levels = (...parts: readonly (readonly [db: number, frames: number])[]): Float32Array =>
  Float32Array.from(parts.flatMap(([db, frames]) => new Array<number>(frames).fill(db)));

/** Frame numbers at which activity changes. */
const changes = (active: Uint8Array): number[] =>
  [...active].flatMap((value, t) => (t > 0 && value !== active[t - 1] ? [t] : []));

describe('levelFrames()', () => {
  it('is −3 dB for a sine of full scale, at any rate', () => {
    for (const rate of [8000, 16_000, 44_100]) {
      const sine = Float32Array.from({ length: rate }, (_, n) => Math.sin((2 * Math.PI * 500 * n) / rate));
      const level = levelFrames(sine, rate);
      expect(level).toHaveLength(101);
      for (const db of level) expect(db).toBeCloseTo(-3.01, 1);
    }
  });
  it('is a low but finite number for silence and for no samples', () => {
    expect([...levelFrames(new Float32Array(320), 16_000)]).toEqual([-100, -100, -100]);
    expect([...levelFrames(new Float32Array(0), 16_000)]).toEqual([-100]);
  });
});

describe('activityFrames()', () => {
  it('tells speech from the room', () => {
    const active = activityFrames(levels([-60, 50], [-20, 100], [-60, 50]));
    expect(changes(active)).toEqual([50, 150]);
    expect(active[0]).toBe(0);
  });
  it('drops the tail of a phrase where it is far below its peak', () => {
    const active = activityFrames(levels([-80, 60], [-20, 60], [-50, 20], [-60, 20], [-80, 60]));
    expect(changes(active)).toEqual([60, 140]);
  });
  it('keeps the soft sounds of speech without a pause', () => {
    expect(changes(activityFrames(levels([-20, 90], [-30, 20], [-20, 90])))).toEqual([]);
  });
  it('does not depend on the level of the recording', () => {
    const speech = levels([-60, 50], [-20, 100], [-33, 10], [-24, 80], [-60, 50]);
    const soft = speech.map((db) => db - 20);
    expect([...activityFrames(soft)]).toEqual([...activityFrames(speech)]);
  });
  it('finds nothing in silence', () => {
    expect(changes(activityFrames(levels([-100, 80])))).toEqual([]);
    expect(activityFrames(levels([-100, 80]))[0]).toBe(0);
  });
  it('has nothing to say about no frames', () => expect(activityFrames(new Float32Array(0))).toHaveLength(0));
});

describe('longestPause()', () => {
  const frames = (text: string): Uint8Array => Uint8Array.from(text, (c) => (c === '#' ? 1 : 0));
  it('is the longest of several', () => {
    const active = frames(`##${'.'.repeat(16)}##${'.'.repeat(20)}###${'.'.repeat(15)}##`);
    expect(longestPause(active, 0, active.length)).toEqual([20, 40]);
  });
  it('lasts at least 150 ms', () => {
    expect(longestPause(frames(`#${'.'.repeat(15)}#`), 0, 17)).toEqual([1, 16]);
    expect(longestPause(frames(`#${'.'.repeat(14)}#`), 0, 16)).toBeUndefined();
  });
  it('reaches as far as it was asked about', () => {
    const active = frames('.'.repeat(60));
    expect(longestPause(active, 10, 40)).toEqual([10, 40]);
    expect(longestPause(active, 0, 60)).toEqual([0, 60]);
  });
  it('is the first of equals', () => {
    const active = frames(`#${'.'.repeat(20)}#${'.'.repeat(20)}#`);
    expect(longestPause(active, 0, active.length)).toEqual([1, 21]);
  });
});
