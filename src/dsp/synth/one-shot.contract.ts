import { describe, expect, it } from 'vitest';
import { createRandom } from '../random.js';
import type { Random } from '../types.js';
import { peakOf } from './measure.js';
import type { Note } from './note.js';

/** Sampling rate of these tests: low, to be quick. */
export const RATE = 22_050;

/** A note of half a second. */
export const note = (midi: number, more: Partial<Note> = {}): Note => ({
  midi,
  durationSeconds: 0.5,
  velocity: 0.8,
  ...more,
});

/** What must hold for every sound of the band. */
export function oneShotContract(
  name: string,
  make: (sampleRate: number, random: Random) => readonly Float32Array[],
): void {
  describe(`${name}()`, () => {
    const channels = make(RATE, createRandom(1));
    it('makes one or two equally long channels of finite numbers', () => {
      expect([1, 2]).toContain(channels.length);
      expect(new Set(channels.map(({ length }) => length)).size).toBe(1);
      expect(channels.every((channel) => channel.every(Number.isFinite))).toBe(true);
    });
    it('is heard, and never exceeds full scale', () => {
      const peak = Math.max(...channels.map(peakOf));
      expect(peak).toBeGreaterThan(0.1);
      expect(peak).toBeLessThanOrEqual(1);
    });
    it('ends in silence, without a click', () => {
      for (const channel of channels) expect(peakOf(channel.slice(-8))).toBeLessThan(0.01);
    });
    it('is the same for the same seed', () => {
      expect(make(RATE, createRandom(1))).toEqual(channels);
    });
    it('lasts equally long at another sampling rate', () => {
      expect(make(2 * RATE, createRandom(1))[0]!.length / 2).toBeCloseTo(channels[0]!.length, -1);
    });
    it('refuses a sampling rate that is none', () => {
      expect(() => make(0, createRandom(1))).toThrow(RangeError);
    });
  });
}
