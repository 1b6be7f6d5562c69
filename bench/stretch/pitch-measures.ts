import { median } from '../score/statistics.js';
import { RATE } from './channels.js';
import { energyOf } from './decibels.js';
import { radians } from './tone.js';

/** Interval between two frequencies, cents. */
export const cents = (hz: number, reference: number): number => 1200 * Math.log2(hz / reference);

const WINDOW = Math.round(0.06 * RATE);
const HOP = Math.round(0.005 * RATE);

/**
 * How far a harmonic is from `expectedHz`, cents: slope of its phase against a tone of that frequency, over 20–80 %
 * of the sound, by least squares. Hann windows of 60 ms keep neighbours 33 Hz away out.
 */
export function harmonicCents(data: Float32Array, expectedHz: number): number {
  const times: number[] = [];
  const phases: number[] = [];
  let turns = 0;
  for (let start = Math.round(0.2 * data.length); start + WINDOW < 0.8 * data.length; start += HOP) {
    const phase = phaseAt(data, start, expectedHz);
    const last = phases.at(-1);
    if (last !== undefined) turns = Math.round((last - phase) / (2 * Math.PI));
    phases.push(phase + turns * 2 * Math.PI);
    times.push(start / RATE);
  }
  return cents(expectedHz + slopeOf(times, phases) / (2 * Math.PI), expectedHz);
}

/** Phase against a tone that runs through the whole sound. */
function phaseAt(data: Float32Array, start: number, hz: number): number {
  let [real, imaginary] = [0, 0];
  for (let n = 0; n < WINDOW; n++) {
    const value = data[start + n]! * (1 - Math.cos((2 * Math.PI * n) / WINDOW));
    const angle = radians(hz) * (start + n);
    real += value * Math.cos(angle);
    imaginary -= value * Math.sin(angle);
  }
  return Math.atan2(imaginary, real);
}

function slopeOf(x: readonly number[], y: readonly number[]): number {
  const [meanX, meanY] = [x, y].map((list) => list.reduce((sum, value) => sum + value, 0) / list.length);
  let [products, squares] = [0, 0];
  for (const [i, at] of x.entries()) {
    products += (at - meanX!) * (y[i]! - meanY!);
    squares += (at - meanX!) ** 2;
  }
  return products / squares;
}

const BLOCK = Math.round(0.05 * RATE);

/** Median distance of f0 from what it should be, cents; by autocorrelation of 50 ms blocks within ±20 %. */
export function f0Cents(data: Float32Array, expectedAt: (seconds: number) => number): number {
  const errors: number[] = [];
  for (let start = 2 * BLOCK; start + 4 * BLOCK <= data.length; start += BLOCK / 2) {
    const from = Math.round(start);
    // The pairs compared lie around the middle of block and lag.
    const expected = expectedAt((from + BLOCK / 2 + 0.5 * (RATE / expectedAt(from / RATE))) / RATE);
    errors.push(cents(RATE / periodAt(data, from, RATE / expected), expected));
  }
  return median(errors);
}

function periodAt(data: Float32Array, from: number, expected: number): number {
  const likeness = (lag: number): number => {
    let sum = 0;
    for (let n = from; n < from + BLOCK; n++) sum += data[n]! * data[n + lag]!;
    return (
      sum / Math.sqrt(energyOf(data, from, from + BLOCK) * energyOf(data, from + lag, from + lag + BLOCK))
    );
  };
  let best = Math.round(expected);
  let highest = -1;
  for (let lag = Math.floor(expected / 1.2); lag <= expected * 1.2; lag++) {
    const value = likeness(lag);
    if (value > highest) [highest, best] = [value, lag];
  }
  const [before, after] = [likeness(best - 1), likeness(best + 1)];
  const curve = before - 2 * highest + after;
  return best + (curve < 0 ? (0.5 * (before - after)) / curve : 0);
}
