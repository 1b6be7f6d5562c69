import { createRandom } from './random.js';

/** Sixteenths of a bar, x for a hit; several bars are separated by |. */
export interface DrumPattern {
  readonly kick: string;
  readonly snare: string;
  readonly hat: string;
}

/** What people rap on. Numbers in the comments are sixteenths, counted from 1. */
export const PATTERNS = {
  boomBap: { kick: 'x......x..x.....', snare: '....x.......x...', hat: 'x.x.x.x.x.x.x.x.' }, // 1 8 11
  west: { kick: 'x..x..x...x.....', snare: '....x.......x...', hat: 'x.xxx.xxx.xxx.xx' }, // 1 4 7 11
  old: { kick: 'x.....x.x.......', snare: '....x.......x...', hat: 'x.x.x.x.x.x.x.x.' }, // 1 7 9
  rock: { kick: 'x.......x.x.....', snare: '....x.......x...', hat: 'x.x.x.x.x.x.x.x.' },
  house: { kick: 'x...x...x...x...', snare: '....x.......x...', hat: '..x...x...x...x.' },
  funk: { kick: 'x.x....x..x..x..', snare: '....x..x.x..x..x', hat: 'xxxxxxxxxxxxxxxx' },
  trap: { kick: 'x......x..x.....|x..x......x...x.', snare: '........x.......', hat: 'x.x.x.x.x.xxx.x.' },
  drill: {
    kick: 'x.....x....x....|x..x......x.....',
    snare: '........x......x|........x....x..',
    hat: 'x..x..x.x..x..x.',
  },
} as const satisfies Record<string, DrumPattern>;

/** How {@link drumLoop} plays. */
export interface DrumLoopOptions {
  readonly tempoBpm: number;
  readonly bars?: number;
  readonly sampleRate?: number;
  /** Silence before the first beat. */
  readonly leadSeconds?: number;
  /** Where in an eighth its second sixteenth falls: 0.5 straight, 0.62 lazy. */
  readonly swing?: number;
  /** Largest error of a hit, seconds. */
  readonly jitterSeconds?: number;
  /** Factor on the tempo at a time in bars. */
  readonly drift?: (bar: number) => number;
  readonly seed?: number;
}

/** Drums, and where their beats and bars are, in seconds. */
export interface DrumLoop {
  readonly samples: Float32Array;
  readonly sampleRate: number;
  readonly beats: readonly number[];
  readonly downbeats: readonly number[];
}

/** A drum loop of synthetic kicks, snares and hats for tests. */
export function drumLoop(pattern: DrumPattern, options: DrumLoopOptions): DrumLoop {
  const {
    tempoBpm,
    bars = 8,
    sampleRate = 22_050,
    leadSeconds = 0,
    swing = 0.5,
    jitterSeconds = 0,
  } = options;
  const random = createRandom(options.seed ?? 1);
  const slots: number[] = [leadSeconds];
  for (let s = 0; s < 16 * bars; s++) {
    slots.push(slots[s]! + 15 / (tempoBpm * (options.drift?.(s / 16) ?? 1)));
  }
  const samples = new Float32Array(Math.ceil((slots[16 * bars]! + 0.5) * sampleRate));
  const hits = { kick, snare, hat };
  for (let s = 0; s < 16 * bars; s++) {
    const late = s % 2 === 1 ? (2 * swing - 1) * (slots[s + 1]! - slots[s]!) : 0;
    const time = slots[s]! + late + jitterSeconds * (2 * random() - 1);
    const isGhost = s % 4 !== 0;
    for (const drum of ['kick', 'snare', 'hat'] as const) {
      const rows = pattern[drum].split('|');
      if (rows[(s >> 4) % rows.length]![s % 16] !== 'x') continue;
      add(samples, sampleRate, Math.max(0, time), hits[drum](random, drum === 'kick' || !isGhost ? 1 : 0.5));
    }
  }
  const beats = slots.filter((_, s) => s % 4 === 0 && s < 16 * bars);
  return { samples, sampleRate, beats, downbeats: beats.filter((_, n) => n % 4 === 0) };
}

/** Adds a sound, given as a function of the seconds since it began, for a third of a second, faded out at its end. */
export function add(
  samples: Float32Array,
  sampleRate: number,
  startSeconds: number,
  sound: (seconds: number) => number,
): void {
  const first = Math.ceil(startSeconds * sampleRate);
  const last = Math.min(samples.length, first + Math.round(sampleRate / 3));
  const fade = sampleRate / 10;
  for (let n = first; n < last; n++) {
    samples[n]! += Math.min(1, (last - n) / fade) * sound(n / sampleRate - startSeconds);
  }
}

/** A kick whose pitch falls from 160 to 50 Hz. */
export function kick(): (seconds: number) => number {
  return (t) =>
    0.7 * Math.sin(2 * Math.PI * (50 * t + 110 * 0.02 * (1 - Math.exp(-t / 0.02)))) * Math.exp(-t / 0.12);
}

function snare(random: () => number, gain: number): (seconds: number) => number {
  return (t) =>
    gain *
    (0.3 * Math.sin(2 * Math.PI * 185 * t) * Math.exp(-t / 0.05) +
      0.4 * (2 * random() - 1) * Math.exp(-t / 0.07));
}

function hat(random: () => number, gain: number): (seconds: number) => number {
  let before = 0;
  return (t) => {
    const noise = 2 * random() - 1;
    const treble = noise - before;
    before = noise;
    return 0.12 * gain * treble * Math.exp(-t / 0.03);
  };
}

/** Share of beats found and right, as one number: F at ±`windowSeconds`; and the errors of those found, in seconds. */
export function compareBeats(
  truth: ArrayLike<number>,
  found: ArrayLike<number>,
  windowSeconds = 0.07,
): { f: number; errors: number[] } {
  const errors: number[] = [];
  for (let t = 0, n = 0; t < truth.length && n < found.length; ) {
    const error = found[n]! - truth[t]!;
    if (Math.abs(error) <= windowSeconds) {
      errors.push(error);
      t++;
      n++;
    } else if (error < 0) n++;
    else t++;
  }
  return { f: (2 * errors.length) / Math.max(1, truth.length + found.length), errors };
}

/** The value below which `share` of the absolute values lie. */
export function absoluteQuantile(values: readonly number[], share: number): number {
  const sorted = values.map(Math.abs).sort((one, other) => one - other);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN;
}
