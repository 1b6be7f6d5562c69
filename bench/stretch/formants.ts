import { RATE } from './channels.js';
import type { Resonance } from './vowel.js';

/** One harmonic in one frame. */
interface Harmonic {
  readonly hz: number;
  /** Nepers of power. */
  readonly level: number;
  /** How much it counts: its amplitude, the loudest of its frame being 1. */
  readonly weight: number;
}

/** Only what lies below is modelled, Hz. */
const TOP_HZ = 5000;
const WINDOW = Math.round(0.06 * RATE); // keeps harmonics 66 Hz apart from each other
const HOP = Math.round(0.05 * RATE);
const ROUNDS = 40;
const ENOUGH = 1e-6; // of the error: a round that gains less is the last
const STEP = 1e-4; // of a logarithm, for differences
const FIRST_DAMPING = 1e-2;

/**
 * Formants of a vowel of known pitch: the resonances that explain the levels of its harmonics best, each frame with
 * a gain of its own. What lies between harmonics is not looked at, so a formant is found as well where harmonics are
 * far apart; linear prediction is drawn to the nearest one, by up to 8 % at 240 Hz, whatever was done to the sound.
 *
 * @param f0At pitch at a time, Hz
 * @param start where to look first
 * @see El-Jaroudi & Makhoul, "Discrete all-pole modeling", 1991, for the same idea in another form
 */
export function findFormants(
  data: Float32Array,
  f0At: (seconds: number) => number,
  start: readonly Resonance[],
): Resonance[] {
  const frames = harmonicsOf(data, f0At);
  let logs = start.flatMap(({ hz, widthHz }) => [Math.log(hz), Math.log(widthHz)]);
  let damping = FIRST_DAMPING;
  let error = squares(residuals(frames, logs));
  for (let round = 0; round < ROUNDS; round++) {
    const tried = improve(frames, logs, damping);
    const triedError = squares(residuals(frames, tried));
    damping *= triedError < error ? 0.3 : 5;
    if (triedError >= error) continue;
    const isLast = error - triedError < ENOUGH * error;
    [logs, error] = [tried, triedError];
    if (isLast) break;
  }
  return start.map((_, i) => ({ hz: Math.exp(logs[2 * i]!), widthHz: Math.exp(logs[2 * i + 1]!) }));
}

/** Heard against a tone that glides as the harmonic does. */
function harmonicsOf(data: Float32Array, f0At: (seconds: number) => number): Harmonic[][] {
  const phase = new Float64Array(data.length);
  for (let n = 1; n < data.length; n++) {
    phase[n] = phase[n - 1]! + (2 * Math.PI * f0At((n - 0.5) / RATE)) / RATE;
  }
  const frames: Harmonic[][] = [];
  for (let from = 2 * HOP; from + WINDOW + 2 * HOP < data.length; from += HOP) {
    const f0 = f0At((from + WINDOW / 2) / RATE);
    const powers = Array.from({ length: Math.floor(TOP_HZ / f0) }, (_, i) =>
      powerAlong(data, phase, from, i + 1),
    );
    const most = Math.max(...powers);
    frames.push(
      powers.map((power, i) => ({
        hz: (i + 1) * f0,
        level: Math.log(power + 1e-12 * most),
        weight: Math.sqrt(power / most),
      })),
    );
  }
  return frames;
}

function powerAlong(data: Float32Array, phase: Float64Array, from: number, harmonic: number): number {
  let [real, imaginary] = [0, 0];
  for (let n = 0; n < WINDOW; n++) {
    const value = data[from + n]! * (1 - Math.cos((2 * Math.PI * n) / WINDOW));
    real += value * Math.cos(harmonic * phase[from + n]!);
    imaginary += value * Math.sin(harmonic * phase[from + n]!);
  }
  return real * real + imaginary * imaginary;
}

/** What resonances do not explain, weighed; the mean of every frame is its gain. */
function residuals(frames: readonly Harmonic[][], logs: readonly number[]): number[] {
  return frames.flatMap((frame) => {
    const rest = frame.map(({ hz, level }) => level - responseAt(hz, logs));
    const total = frame.reduce((sum, { weight }) => sum + weight, 0);
    const gain = frame.reduce((sum, { weight }, i) => sum + weight * rest[i]!, 0) / total;
    return frame.map(({ weight }, i) => Math.sqrt(weight) * (rest[i]! - gain));
  });
}

/** Nepers of power that digital resonators of two poles let through. */
function responseAt(hz: number, logs: readonly number[]): number {
  let level = 0;
  const angle = (2 * Math.PI * hz) / RATE;
  for (let i = 0; i < logs.length; i += 2) {
    const centre = (2 * Math.PI * Math.exp(logs[i]!)) / RATE;
    const radius = Math.exp((-Math.PI * Math.exp(logs[i + 1]!)) / RATE);
    const [square, twice] = [1 + radius * radius, 2 * radius];
    level -= Math.log(
      (square - twice * Math.cos(angle - centre)) * (square - twice * Math.cos(angle + centre)),
    );
  }
  return level;
}

/** One step of Levenberg and Marquardt. */
function improve(frames: readonly Harmonic[][], logs: readonly number[], damping: number): number[] {
  const now = residuals(frames, logs);
  const slopes = logs.map((_, p) => {
    const moved = residuals(
      frames,
      logs.map((value, i) => (i === p ? value + STEP : value)),
    );
    return moved.map((value, i) => (value - now[i]!) / STEP);
  });
  const matrix = slopes.map((a, p) => [
    ...slopes.map((b, q) => dot(a, b) * (p === q ? 1 + damping : 1)),
    -dot(a, now),
  ]);
  const steps = solve(matrix);
  return logs.map((value, p) => value + Math.max(-0.1, Math.min(0.1, steps[p]!)));
}

const dot = (a: readonly number[], b: readonly number[]): number =>
  a.reduce((sum, value, i) => sum + value * b[i]!, 0);

const squares = (values: readonly number[]): number => dot(values, values);

/** Gauss and Jordan, of a matrix that is positive but for rounding; its last column is the right side. */
function solve(matrix: readonly number[][]): number[] {
  for (const [p, row] of matrix.entries()) {
    const pivot = row[p]! + 1e-12;
    for (const [q, other] of matrix.entries()) {
      if (q === p) continue;
      const factor = other[p]! / pivot;
      for (let i = p; i < row.length; i++) other[i]! -= factor * row[i]!;
    }
  }
  return matrix.map((row, p) => row.at(-1)! / (row[p]! + 1e-12));
}
