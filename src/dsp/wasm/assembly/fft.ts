import { joinToParts, joinToSamples } from './join';
import { allocate } from './memory';
import { firstPassFromParts, firstPassFromSamples, passOfRadix3, passOfRadix4 } from './passes';
import { fold, unfold } from './real';
import { createJoinTwiddles, createPassTwiddles, createRealTwiddles } from './twiddles';

/** Passes between the first and the last: size 24576 has four of radix 4 and one of radix 3. */
const MOST_PASSES = 5;

/** Everything that depends on the size alone, and work space. */
@unmanaged
class Plan {
  /** Complex numbers: half the size. */
  half: i32;
  /** Of four complex numbers each. */
  vectors: i32;
  /** Whether a pass of radix 2 is left for the last one to do. */
  paired: bool;
  /** Twiddles of the first pass, of the last, and of what makes complex signals real. */
  first: usize;
  join: usize;
  real: usize;
  /** Each holds `half` complex numbers and some more. */
  work: usize;
  otherWork: usize;
  /** Address of MOST_PASSES addresses of twiddles. */
  passes: usize;
}

/** Bytes from the real to the imaginary parts in a work space: not a power of two, which would collide in the cache. */
@inline
function partBytes(plan: Plan): usize {
  return <usize>(plan.half * 4 + 64);
}

/**
 * Prepares transforms of real signals of `size`: 2^k or 3·2^k, 64 … 32768.
 * @returns the plan the transforms want, or 0 for another size
 */
export function initFft(size: i32): usize {
  if (size < 64 || size > 32768) return 0;
  const odd = size >> ctz(size);
  if (odd != 1 && odd != 3) return 0;
  const plan = changetype<Plan>(allocate(offsetof<Plan>()));
  plan.half = size / 2;
  plan.vectors = size / 8;
  plan.first = createPassTwiddles(plan.vectors, 4);
  plan.passes = allocate(MOST_PASSES * sizeof<usize>());
  let at = plan.passes;
  let length = plan.vectors / 4;
  for (; length % 4 == 0; length /= 4, at += sizeof<usize>()) store<usize>(at, createPassTwiddles(length, 4));
  if (length % 3 == 0) {
    store<usize>(at, createPassTwiddles(length, 3));
    length /= 3;
  }
  plan.paired = length == 2;
  plan.join = createJoinTwiddles(plan.half);
  plan.real = createRealTwiddles(size);
  plan.work = allocate(2 * partBytes(plan));
  plan.otherWork = allocate(2 * partBytes(plan));
  return changetype<usize>(plan);
}

/** All passes between the first and the last. @returns where the result is: `x` or `y` */
function middlePasses(plan: Plan, x: usize, y: usize): usize {
  let at = plan.passes;
  let stride = 4;
  let length = plan.vectors / 4;
  for (; length % 4 == 0; at += sizeof<usize>()) {
    length /= 4;
    passOfRadix4(x, y, load<usize>(at), stride, length);
    stride *= 4;
    const swapped = x;
    x = y;
    y = swapped;
  }
  if (length % 3 != 0) return x;
  passOfRadix3(x, y, load<usize>(at), stride, length / 3);
  return y;
}

/**
 * Spectrum of a real signal, unscaled: X_k = Σ x_n·e^(−2πi·k·n/size).
 * @param input float32, shape [size]
 * @param re real parts, float32, shape [size/2 + 1], overwritten; may overlap `input` but not `im`
 * @param im imaginary parts, likewise
 */
export function forwardReal(planAddress: usize, input: usize, re: usize, im: usize): void {
  const plan = changetype<Plan>(planAddress);
  firstPassFromSamples(input, plan.work, plan.first, plan.vectors / 4);
  const x = middlePasses(plan, plan.work, plan.otherWork);
  joinToParts(x, plan.join, plan.vectors, plan.paired, re, im);
  unfold(re, im, plan.real, plan.half);
}

/**
 * The real signal of a spectrum, `size` times as large as what {@link forwardReal} would have been given. The imaginary
 * parts of the first and the last bin count as 0.
 * @param output float32, shape [size], overwritten; may overlap `re` and `im`
 */
export function inverseReal(planAddress: usize, re: usize, im: usize, output: usize): void {
  const plan = changetype<Plan>(planAddress);
  const zRe = plan.otherWork;
  const zIm = zRe + partBytes(plan);
  fold(re, im, plan.real, plan.half, zRe, partBytes(plan));
  // with re and im exchanged before and after, the transform forth is the one back
  firstPassFromParts(zIm, zRe, plan.work, plan.first, plan.vectors / 4);
  const x = middlePasses(plan, plan.work, plan.otherWork);
  joinToSamples(x, plan.join, plan.vectors, plan.paired, output);
}
