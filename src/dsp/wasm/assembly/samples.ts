import { allocate } from './memory';
import { add, mul, sub, sumLanes } from './vector';

// Loops over single samples. JavaScript fills a space or more, and reads what came of it from another.

/** Numbers in a space; all have room for some more behind. */
const SPACE: i32 = 32768;
const MAGNITUDE: i32 = 0x7fffffff;

/** Linear congruential generator: x → A·x + C, and four steps of it at once. */
const A: i32 = 1664525;
const C: i32 = 1013904223;
const A4: i32 = A * A * A * A;
const C4: i32 = C * (1 + A + A * A + A * A * A);

let samples: usize = 0;
let results: usize = 0;
let factors: usize = 0;

/** Takes the memory; to be called once. @returns how many samples fit in a space */
export function createSamples(): i32 {
  samples = allocate(SPACE * 4 + 256);
  results = allocate(SPACE * 4 + 256);
  factors = allocate(SPACE * 4 + 256);
  return SPACE;
}

/** float32. */
export function samplesAddress(): usize {
  return samples;
}

/** What a loop made: of its own type. */
export function resultsAddress(): usize {
  return results;
}

/** A third space for loops over three sounds: float32. */
export function factorsAddress(): usize {
  return factors;
}

/**
 * Whether none of the first `count` samples is beyond the float with the bits `limit`, or no number: floats without
 * their sign have the order of their bits, and a difference below 0 leaves its sign.
 */
export function areWithin(count: i32, limit: i32): bool {
  const end = samples + (<usize>count << 2);
  memory.fill(end, 0, 12); // the rest of the last vector
  const most = i32x4.splat(limit);
  const magnitude = i32x4.splat(MAGNITUDE);
  let signs = i32x4.splat(0);
  for (let at = samples; at < end; at += 16) {
    signs = v128.or(signs, i32x4.sub(most, v128.and(v128.load(at), magnitude)));
  }
  return i32x4.bitmask(signs) == 0;
}

/** Turns the first `count` int16 of the first space into float32 in the second one; full scale is 1. */
export function floats16(count: i32): void {
  const scale = f32x4.splat(1.0 / 32768);
  for (let n = 0; n < count; n += 8) {
    const values = v128.load(samples + (<usize>n << 1));
    const to = results + (<usize>n << 2);
    v128.store(to, mul(f32x4.convert_i32x4_s(i32x4.extend_low_i16x8_s(values)), scale));
    v128.store(to, mul(f32x4.convert_i32x4_s(i32x4.extend_high_i16x8_s(values)), scale), 16);
  }
}

/** See toStep() of the adapter that writes WAV: four samples, and the draws before and after each. */
@inline
function toSteps(at: usize, last: v128, draw: v128): v128 {
  const fine = i32x4.trunc_sat_f32x4_s(mul(v128.load(at), f32x4.splat(1073741824)));
  const isBetween = i32x4.ne(v128.and(fine, i32x4.splat(0x7fff)), i32x4.splat(0));
  const noise = i32x4.sub(i32x4.shr_u(draw, 17), i32x4.shr_u(last, 17));
  return i32x4.shr_s(i32x4.add(fine, v128.and(i32x4.add(noise, i32x4.splat(0x4000)), isBetween)), 15);
}

@inline
function jump(draws: v128): v128 {
  return i32x4.add(i32x4.mul(draws, i32x4.splat(A4)), i32x4.splat(C4));
}

/**
 * Rounds the first `count` >= 1 samples, all below full scale, to 16 bits with dither: int16 in the second space.
 * @param state of the noise
 * @returns its state after as many draws
 */
export function dither16(count: i32, state: i32): i32 {
  memory.fill(samples + (<usize>count << 2), 0, 28);
  const b = A * state + C;
  const c = A * b + C;
  const d = A * c + C;
  let last = i32x4.replace_lane(i32x4.replace_lane(i32x4.replace_lane(i32x4.splat(state), 1, b), 2, c), 3, d);
  let first = last; // of the round
  for (let n = 0; n < count; n += 8) {
    first = last;
    const middle = jump(last);
    const next = jump(middle);
    const at = samples + (<usize>n << 2);
    const low = toSteps(at, last, v128.shuffle<i32>(last, middle, 1, 2, 3, 4));
    const high = toSteps(at + 16, middle, v128.shuffle<i32>(middle, next, 1, 2, 3, 4));
    v128.store(results + (<usize>n << 1), i16x8.narrow_i32x4_s(low, high));
    last = next;
  }
  // the last round may have drawn too often
  let after = i32x4.extract_lane(first, 0);
  for (let n = (count - 1) & ~7; n < count; n++) after = A * after + C;
  return after;
}

/**
 * Energies in steps: the first space holds the sample before the first step, then `count` steps.
 * @param stepLength samples
 * @param count steps; the second space gets the energies of their differences, then those of their samples, float32
 */
export function stepEnergies(count: i32, stepLength: i32): void {
  const vectors = stepLength & ~3;
  let at = samples;
  for (let step = 0; step < count; step++) {
    let sums = f32x4.splat(0);
    let sampleSums = f32x4.splat(0);
    for (let n = 0; n < vectors; n += 4, at += 16) {
      const sample = v128.load(at, 4);
      const difference = sub(sample, v128.load(at));
      sums = add(sums, mul(difference, difference));
      sampleSums = add(sampleSums, mul(sample, sample));
    }
    let energy = sumLanes(sums);
    let sampleEnergy = sumLanes(sampleSums);
    for (let n = vectors; n < stepLength; n++, at += 4) {
      const sample = load<f32>(at, 4);
      const difference = sample - load<f32>(at);
      energy += difference * difference;
      sampleEnergy += sample * sample;
    }
    const to = results + (<usize>step << 2);
    store<f32>(to, energy);
    store<f32>(to + (<usize>count << 2), sampleEnergy);
  }
}
