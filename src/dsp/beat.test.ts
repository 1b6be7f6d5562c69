import { describe, expect, it } from 'vitest';
import { trackPulse } from './beat.js';
import { compareBeats } from './drum-loop.contract.js';

/** Activation at 100 frames per second with the given peaks. */
function activation(
  seconds: number,
  peaks: readonly (readonly [time: number, height: number])[],
): Float32Array {
  const frames = new Float32Array(Math.round(100 * seconds));
  for (const [time, height] of peaks) frames[Math.round(100 * time)] = height;
  return frames;
}
/** A beat may begin up to a sixteenth of its length before its onset. */
const ZONE = 0.045;
const steady = (period: number, count: number, height = 1) =>
  Array.from({ length: count }, (_, n) => [0.3 + n * period, height] as const);
const at = (tempoBpm: number, tolerance?: number) => ({ framesPerSecond: 100, tempoBpm, tolerance });

describe('trackPulse()', () => {
  it('finds every beat though the tempo is only roughly known', () => {
    const peaks = steady(0.643, 40);
    const found = trackPulse(activation(27, peaks), at(97));
    expect(
      compareBeats(
        peaks.map(([time]) => time),
        found,
        ZONE,
      ).f,
    ).toBeGreaterThan(0.97);
  });
  it('goes on through silence', () => {
    const peaks = steady(0.5, 40).filter(([time]) => time < 6 || time > 11);
    const found = trackPulse(activation(21, peaks), at(120));
    expect(
      compareBeats(
        steady(0.5, 40).map(([time]) => time),
        found,
        ZONE,
      ).f,
    ).toBeGreaterThan(0.97);
  });
  it('follows a tempo that drifts', () => {
    const peaks: [number, number][] = [[0.2, 1]];
    for (let n = 0; n < 100; n++) peaks.push([peaks[n]![0] + 0.6 * (1 + 0.05 * Math.sin(n / 15)), 1]);
    const times = peaks.map(([time]) => time);
    const found = trackPulse(activation(times.at(-1)! + 0.5, peaks), at(100));
    expect(compareBeats(times, found, ZONE).f).toBeGreaterThan(0.97);
  });
  it('does not jump half a beat where off-beats get louder than beats', () => {
    const isLate = (time: number): boolean => time > 10;
    const peaks = steady(0.25, 80).map(
      ([time], n) => [time, (n % 2 === 0) === isLate(time) ? 0.2 : 1] as const,
    );
    const found = trackPulse(activation(21, peaks), at(120));
    for (let n = 1; n < found.length; n++) expect(found[n]! - found[n - 1]!).toBeCloseTo(0.5, 1.5);
  });
  it('finds nothing in nothing', () => {
    expect(trackPulse(new Float32Array(0), at(100))).toHaveLength(0);
  });
  it('refuses options out of range', () => {
    expect(() => trackPulse(new Float32Array(10), at(0))).toThrow(RangeError);
    expect(() => trackPulse(new Float32Array(10), at(100, 0.6))).toThrow(RangeError);
    expect(() => trackPulse(new Float32Array(10), at(10, 0.5))).toThrow(RangeError);
  });
});
