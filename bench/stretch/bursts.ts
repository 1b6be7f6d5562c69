import { createChance } from '../score/seeded.js';
import { RATE } from './channels.js';

/** Bursts of noise in silence, each beginning at once and dying away. */
export interface Bursts {
  readonly data: Float32Array;
  /** Samples at which they begin, rising. */
  readonly starts: readonly number[];
  readonly decaySeconds: number;
}

/** Shape of the bursts: amplitude falls by 1/e over `decaySeconds`, cut off after `lengthSeconds`. */
export const BURSTS = {
  click: { decaySeconds: 0.004, lengthSeconds: 0.02, seed: 21 },
  drum: { decaySeconds: 0.01, lengthSeconds: 0.05, seed: 22 },
} as const;

const COUNT = 24;
const GAP_SECONDS = 0.4;

/** 24 bursts 0.3 to 0.5 s apart, at whole samples. */
export function makeBursts({ decaySeconds, lengthSeconds, seed }: (typeof BURSTS)['click' | 'drum']): Bursts {
  const chance = createChance(seed);
  const starts: number[] = [];
  let at = GAP_SECONDS;
  for (let b = 0; b < COUNT; b++) {
    starts.push(Math.round(at * RATE));
    at += GAP_SECONDS * (0.75 + 0.5 * chance());
  }
  const data = new Float32Array(Math.round(at * RATE));
  for (const start of starts) {
    for (let n = 0; n < lengthSeconds * RATE; n++) {
      data[start + n] = 0.5 * (2 * chance() - 1) * Math.exp(-n / (decaySeconds * RATE));
    }
  }
  return { data, starts, decaySeconds };
}
