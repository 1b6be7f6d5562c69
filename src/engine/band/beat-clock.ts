import { secondsPerBeat } from '../../dsp/units.js';

/** Where the beats of a song lie: beat 0 is the first beat of bar 0; parts of a beat are allowed. */
export type BeatClock = (beat: number) => number;

/** Beats in a bar; rapgo knows 4/4 only. */
export const BEATS_PER_BAR = 4;

/** A clock of constant tempo, in seconds from the song's start. */
export function steadyClock(tempoBpm: number, gridStart: number): BeatClock {
  const period = secondsPerBeat(tempoBpm);
  return (beat) => gridStart + beat * period;
}

/**
 * A clock that follows measured beats, straight between two of them and on at the last distance outside.
 *
 * @param beatTimes seconds, rising, entry 0 is beat 0
 * @throws {RangeError} if there are fewer than two beats
 */
export function followingClock(beatTimes: readonly number[]): BeatClock {
  const last = beatTimes.length - 1;
  if (last < 1) throw new RangeError(`two beats are needed to follow, got ${beatTimes.length}`);
  return (beat) => {
    const index = Math.min(Math.max(Math.floor(beat), 0), last - 1);
    const start = beatTimes[index]!;
    return start + (beat - index) * (beatTimes[index + 1]! - start);
  };
}

/**
 * Beats from the bar's beginning to a step.
 *
 * @param steps in a bar: 16 or 12
 * @param swing place of the second sixteenth within its eighth, 0.5 straight; only sixteenths swing
 */
export function beatOfStep(step: number, steps: number, swing: number): number {
  if (steps !== 16) return (step * BEATS_PER_BAR) / steps;
  const pair = Math.floor(step / 2);
  const within = step - 2 * pair;
  // before the second sixteenth time runs by `swing`, after it by 1 − swing; parts of a step follow
  const place = within < 1 ? within * swing : swing + (within - 1) * (1 - swing);
  return (pair + place) / 2;
}
