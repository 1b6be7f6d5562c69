import { sinCos } from './trig';
import { add, mul, mulIm, mulRe, sub, sumLanes } from './vector';

// The one delay that explains best how partials are turned, as dsp/vocoder/partials.ts finds it.

const STEPS = 27;
const REFINEMENTS = 3;
const DISTANCE_PENALTY: f32 = 0.02;

/** Sums of what steps forth and back have in common, and of what sets them apart: [STEPS + 1] vectors each. */
const even = memory.data(16 * (STEPS + 1), 16);
const odd = memory.data(16 * (STEPS + 1), 16);

/** Where the best delay and its agreement are left. */
export class Delay {
  static samples: f32 = 0;
  static agreement: f32 = 0;
}

/**
 * @param frequency radians per sample; amplitude; cos, sin: how each partial is turned; all of `bytes` bytes, where
 *   what is behind the last partial has amplitude 0
 * @param workA `bytes` of work space, as workB and workC
 */
export function findDelay(
  frequency: usize, amplitude: usize, cos: usize, sin: usize, bytes: usize, reach: f32,
  workA: usize, workB: usize, workC: usize,
): void {
  Delay.samples = 0;
  Delay.agreement = 0;
  let totals = f32x4.splat(0);
  for (let at: usize = 0; at < bytes; at += 16) totals = add(totals, v128.load(amplitude + at));
  const total = sumLanes(totals);
  if (!(total > 0)) return;
  const step = reach / <f32>STEPS;
  scoreSteps(frequency, amplitude, cos, sin, bytes, step, workA, workB, workC);
  let best: f32 = 0;
  let bestScore: f32 = -f32.MAX_VALUE;
  for (let d = -STEPS; d <= STEPS; d++) {
    const distance = <usize>abs(d) << 4;
    const common = sumLanes(v128.load(even + distance));
    const apart = sumLanes(v128.load(odd + distance));
    const score = (d < 0 ? common - apart : common + apart) / total - (DISTANCE_PENALTY * <f32>abs(d)) / <f32>STEPS;
    if (score > bestScore) {
      bestScore = score;
      best = <f32>d * step;
    }
  }
  refine(frequency, amplitude, cos, sin, bytes, best, step, total, workA, workB, workC);
}

/** even[d] ± odd[d] is the sum of amplitude · cos(turn ∓ frequency·d·step), for d = 0 … STEPS. */
function scoreSteps(
  frequency: usize, amplitude: usize, cos: usize, sin: usize, bytes: usize, step: f32,
  workA: usize, workB: usize, workC: usize,
): void {
  memory.fill(even, 0, 16 * (STEPS + 1));
  memory.fill(odd, 0, 16 * (STEPS + 1));
  const steps = f32x4.splat(step);
  for (let at: usize = 0; at < bytes; at += 16) v128.store(workA + at, mul(v128.load(frequency + at), steps));
  sinCos(workA, workB, workC, bytes);
  for (let at: usize = 0; at < bytes; at += 16) {
    const stepCos = v128.load(workB + at);
    const stepSin = v128.load(workC + at);
    const a = v128.load(amplitude + at);
    const x = mul(a, v128.load(cos + at));
    const y = mul(a, v128.load(sin + at));
    let c = f32x4.splat(1);
    let s = f32x4.splat(0);
    for (let d: usize = 0; d <= 16 * STEPS; d += 16) {
      v128.store(even + d, add(v128.load(even + d), mul(x, c)));
      v128.store(odd + d, add(v128.load(odd + d), mul(y, s)));
      const next = mulRe(c, s, stepCos, stepSin);
      s = mulIm(c, s, stepCos, stepSin);
      c = next;
    }
  }
}

/** Newton's steps to the top, none longer than half a step; then the agreement there. */
function refine(
  frequency: usize, amplitude: usize, cos: usize, sin: usize, bytes: usize, from: f32, step: f32, total: f32,
  workA: usize, workB: usize, workC: usize,
): void {
  let delay = from;
  for (let round = 0; ; round++) {
    const delays = f32x4.splat(delay);
    for (let at: usize = 0; at < bytes; at += 16) v128.store(workA + at, mul(v128.load(frequency + at), delays));
    sinCos(workA, workB, workC, bytes);
    let slopes = f32x4.splat(0);
    let curves = f32x4.splat(0);
    let agreements = f32x4.splat(0);
    for (let at: usize = 0; at < bytes; at += 16) {
      const a = v128.load(amplitude + at);
      const w = v128.load(frequency + at);
      const x = v128.load(cos + at);
      const y = v128.load(sin + at);
      const c = v128.load(workB + at);
      const s = v128.load(workC + at);
      const along = mul(a, add(mul(x, c), mul(y, s)));
      agreements = add(agreements, along);
      slopes = add(slopes, mul(mul(a, w), sub(mul(y, c), mul(x, s))));
      curves = add(curves, mul(mul(w, w), along));
    }
    Delay.agreement = max(<f32>0, sumLanes(agreements) / total);
    const curve = sumLanes(curves);
    if (round == REFINEMENTS || !(curve > 0)) break;
    delay += max(-step / 2, min(step / 2, sumLanes(slopes) / curve));
  }
  Delay.samples = delay;
}
