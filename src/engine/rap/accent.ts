import { createBiquadCascade, lowPass } from '../../dsp/filter.js';
import { ENVELOPE_HOP_SECONDS, speechEnvelope } from '../../dsp/speech-envelope.js';
import { dbToGain, gainToDb } from '../../dsp/units.js';
import { type AccentShape, addShape, plainShape, shapeGainDb } from './accent-shape.js';

// Times are counted in hops of the envelope: milliseconds.
/** Loudness is compared over this long before and after an instant. */
const SPAN = 24;
/** How far around a target another rise competes with its own; a neighbour's own rise does not. */
const BEFORE = 110;
const AFTER = 90;
const NEIGHBOUR = 45;
/** A rise this near is the same one. */
const SAME = 12;
/** How much a vowel should rise above what sounds before it, dB: so little is left that nothing else is a beat. */
const WANTED_RISE_DB = 24;
/** How many times steeper than any other near by the rise at a target should be. */
const WANTED_LEAD = 3;
const LOUDNESS_PER_LEVEL = 2 / 3; // decibels of loudness for one of level: the cube root of a square
const STEP_DB = 2;
const MOST_DIP_DB = 24;
const MOST_LIFT_DB = 9;
const MOST_STEPS = 12;
/** Only what lies below is shaped: the hiss of consonants, by which words are told apart, passes as it is. */
const SHAPED_HZ = 4000;

/**
 * How much syllables are set off at a strength of 0 to 1: hardly below 0.8, by a fifth at 0.9, all at 1. What makes a
 * beat clear makes words less so, and this quickly.
 */
export const accentAmount = (strength: number): number => strength ** 16;

/**
 * Makes syllables felt where they stand, as a rapper does. The beat of a syllable is where its loudness rises
 * fastest. Where that is another place than its target (“so_I” has no rise, “will” a steeper one at its w, a vowel
 * may swell late), the voice is taken back before the target and, against a late swell, lifted from it on, step by
 * step, until the rise on the target stands out. Syllables that begin with a clear attack stay as they are.
 *
 * @param samples one sung line, changed in place
 * @param targets P-centres in it, samples, rising
 * @param amount share of the change in dB that is made, 0 = none, 1 = all
 */
export function accentuate(
  samples: Float32Array,
  sampleRate: number,
  targets: readonly number[],
  amount: number,
): void {
  if (amount <= 0) return;
  const { rms } = speechEnvelope(samples, sampleRate);
  const loudness = rms.map((level) => Math.cbrt(level * level)); // Stevens: the cube root of power
  const gainsDb = new Float64Array(rms.length + 1);
  const centres = targets.map((target) => Math.round(target / sampleRate / ENVELOPE_HOP_SECONDS));
  centres.forEach((centre, i) => {
    if (centre < 0 || centre >= rms.length) return;
    const from = Math.max(centre - BEFORE, (centres[i - 1] ?? Number.NEGATIVE_INFINITY) + NEIGHBOUR);
    const to = Math.min(centre + AFTER, (centres[i + 1] ?? Number.POSITIVE_INFINITY) - NEIGHBOUR);
    addShape(gainsDb, steepen(rms, loudness, centre, from, to));
  });
  applyGains(samples, sampleRate, gainsDb, amount);
}

/** The mildest shape that makes the rise at `centre` stand out between `from` and `to`, as far as the limits allow. */
function steepen(
  rms: Float32Array,
  loudness: Float32Array,
  centre: number,
  from: number,
  to: number,
): AccentShape {
  let shape = plainShape(centre, Math.min(MOST_DIP_DB, Math.max(0, WANTED_RISE_DB - riseDb(rms, centre))));
  for (let step = 0; step < MOST_STEPS; step++) {
    const { own, other, at } = compareRises(loudness, shape, from, to);
    if (other * WANTED_LEAD <= own) break;
    const dipDb = Math.min(MOST_DIP_DB, shape.dipDb + STEP_DB);
    shape =
      at < centre
        ? { ...shape, dipDb, dipFrom: Math.min(shape.dipFrom, at - SPAN) }
        : {
            ...shape,
            dipDb,
            liftDb: Math.min(MOST_LIFT_DB, shape.liftDb + STEP_DB / 2),
            liftTo: Math.max(shape.liftTo, at),
          };
  }
  return shape;
}

/** Level just after a place over the lowest just before, dB. */
function riseDb(rms: Float32Array, at: number): number {
  const after = Math.max(...rms.subarray(at + 5, at + 40), 1e-9);
  const before = Math.min(...rms.subarray(Math.max(0, at - 50), Math.max(1, at - 5)), 1);
  return gainToDb(after / Math.max(before, 1e-9));
}

/** Rises of a shaped voice: at its centre, and the steepest elsewhere. */
function compareRises(
  loudness: Float32Array,
  shape: AccentShape,
  from: number,
  to: number,
): { own: number; other: number; at: number } {
  const first = Math.max(0, from - SPAN);
  const last = Math.min(loudness.length - 1, to + SPAN);
  const sums = new Float64Array(Math.max(0, last - first + 1) + 1); // running sum of loudness
  for (let t = first; t <= last; t++) {
    const gainDb = shapeGainDb(shape, t);
    const shaped = gainDb === 0 ? loudness[t]! : loudness[t]! * dbToGain(LOUDNESS_PER_LEVEL * gainDb);
    sums[t - first + 1] = sums[t - first]! + shaped;
  }
  const rise = (t: number): number => {
    const at = t - first;
    if (at < SPAN || at + SPAN >= sums.length) return 0;
    return sums[at + SPAN]! + sums[at - SPAN]! - 2 * sums[at]!;
  };
  let [own, other, at] = [0, 0, shape.centre];
  for (let t = from; t <= to; t++) {
    const here = rise(t);
    if (Math.abs(t - shape.centre) <= SAME) {
      if (Math.abs(t - shape.centre) <= SAME / 3) own = Math.max(own, here);
    } else if (here > other && here >= rise(t - 1) && here >= rise(t + 1)) {
      other = here; // a summit: the slopes of the own rise reach further than SAME
      at = t;
    }
  }
  return { own, other, at };
}

/** @param gainsDb one value per hop of the envelope; straight lines between */
function applyGains(samples: Float32Array, sampleRate: number, gainsDb: Float64Array, amount: number): void {
  const shaped = Float32Array.from(samples);
  createBiquadCascade([lowPass(sampleRate, SHAPED_HZ)]).process([shaped]);
  const hopsPerSample = 1 / (sampleRate * ENVELOPE_HOP_SECONDS);
  for (let n = 0; n < samples.length; n++) {
    const hop = Math.floor(n * hopsPerSample);
    if (hop + 1 >= gainsDb.length) return;
    const [left, right] = [gainsDb[hop]!, gainsDb[hop + 1]!];
    if (left === 0 && right === 0) continue;
    const gain = dbToGain(amount * (left + (n * hopsPerSample - hop) * (right - left)));
    samples[n]! += (gain - 1) * shaped[n]!;
  }
}
