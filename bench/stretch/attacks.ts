import type { Bursts } from './bursts.js';
import { RATE } from './channels.js';
import { energyDb, energyOf, mean } from './decibels.js';

/** What became of the attacks. */
export interface AttackMeasure {
  /** Mean distance of attacks from the requested line, ms. */
  readonly meanMs: number;
  /** Mean with its sign: positive is late. */
  readonly signedMs: number;
  readonly worstMs: number;
  /** Energy more than 0.5 ms before the attack over all of the burst. */
  readonly preEchoDb: number;
  /** Energy from 1 ms before to 3 decays after the attack over all of the burst. */
  readonly attackShare: number;
  /** Bursts left out above because less than 5 % of their energy is left. */
  readonly lost: number;
}

/** Where a burst is looked for around its mapped time: the near range unless most of the sound is farther off. */
const NEAR = 0.06 * RATE;
const FAR = 0.15 * RATE;
const ONSET_SHARE = 0.1;
const LOST_SHARE = 0.05;

/** Compares every burst with the time it should have: start of the source burst times `ratio`. */
export function measureAttacks(bursts: Bursts, output: Float32Array, ratio: number): AttackMeasure {
  const heard = bursts.starts.flatMap((start, b) => {
    const source = onsetBetween(bursts.data, start - NEAR, start + NEAR);
    const mapped = start * ratio;
    const reach = reachAround(output, mapped, Math.min(FAR, 0.45 * ratio * gapAt(bursts.starts, b)));
    const whole = energyOf(output, mapped - reach, mapped + reach);
    if (whole < LOST_SHARE * energyOf(bursts.data, start - NEAR, start + NEAR)) return [];
    // The source's own onset lies a little after its start; the found start is as much before the found onset.
    const found = onsetBetween(output, mapped - reach, mapped + reach) - (source - start);
    return [
      { errorMs: ((found - mapped) / RATE) * 1000, ...sharesAround(output, found, bursts.decaySeconds) },
    ];
  });
  const errors = heard.map(({ errorMs }) => errorMs);
  return {
    meanMs: mean(errors.map(Math.abs)),
    signedMs: mean(errors),
    worstMs: Math.max(0, ...errors.map(Math.abs)),
    preEchoDb: energyDb(mean(heard.map(({ before }) => before))),
    attackShare: mean(heard.map(({ attack }) => attack)),
    lost: bursts.starts.length - heard.length,
  };
}

function gapAt(starts: readonly number[], b: number): number {
  const before = starts[b]! - (starts[b - 1] ?? 0);
  return Math.min(before, (starts[b + 1] ?? Number.POSITIVE_INFINITY) - starts[b]!);
}

function reachAround(output: Float32Array, mapped: number, far: number): number {
  const near = energyOf(output, mapped - NEAR, mapped + NEAR);
  return near < 0.5 * energyOf(output, mapped - far, mapped + far) ? far : NEAR;
}

/** Sample at which the running energy passes 10 %. */
function onsetBetween(data: Float32Array, from: number, to: number): number {
  const wanted = ONSET_SHARE * energyOf(data, from, to);
  let sum = 0;
  for (let n = Math.max(0, Math.round(from)); n < Math.min(data.length, Math.round(to)); n++) {
    sum += data[n]! * data[n]!;
    if (sum >= wanted) return n;
  }
  return Math.round((from + to) / 2);
}

function sharesAround(
  output: Float32Array,
  start: number,
  decaySeconds: number,
): { before: number; attack: number } {
  const ms = RATE / 1000;
  const all = energyOf(output, start - NEAR, start + NEAR);
  return {
    before: energyOf(output, start - NEAR, start - 0.5 * ms) / all,
    attack: energyOf(output, start - ms, start + 3 * decaySeconds * RATE) / all,
  };
}
