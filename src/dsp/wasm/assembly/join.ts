import { add, highHalves, interleaveHigh, interleaveLow, lowHalves, mulIm, mulRe, sub } from './vector';

// The last pass. Lane l of vector k holds frequency k of the numbers 4·i + l; what comes out is frequency k + j·vectors
// of all of them, for j < 4: Σ_l e^(−2πi·j·l/4) · w^(k·l) · (lane l), w = e^(−2πi/(4·vectors)). Four vectors at a time
// are transposed first, so that lanes become frequencies.

/** How two complex vectors are made one before they are joined: the pass of radix 2 at no cost of memory. */
enum Pair {
  None,
  Sum,
  Difference,
}

@inline
function loadPair(x: usize, other: usize, pair: Pair): v128 {
  const a = v128.load(x);
  if (pair == Pair.None) return a;
  return pair == Pair.Sum ? add(a, v128.load(other)) : sub(a, v128.load(other));
}

/** Four complex numbers, as parts at two places or as samples at the first. */
@inline
function storeNumbers(re: v128, im: v128, asSamples: bool, first: usize, second: usize): void {
  if (asSamples) {
    v128.store(first, interleaveLow(im, re));
    v128.store(first, interleaveHigh(im, re), 16);
  } else {
    v128.store(first, re);
    v128.store(second, im);
  }
}

/**
 * Joins the vectors k … k + 3 at x. `first` and `second` are where frequency k goes, `apart` is how far the next one of
 * the same k is.
 */
@inline
function joinFour(
  x: usize, other: usize, pair: Pair, twiddles: usize,
  asSamples: bool, first: usize, second: usize, apart: usize,
): void {
  const aRe = loadPair(x, other, pair);
  const bRe = loadPair(x + 32, other + 32, pair);
  const cRe = loadPair(x + 64, other + 64, pair);
  const dRe = loadPair(x + 96, other + 96, pair);
  const abLowRe = interleaveLow(aRe, bRe);
  const abHighRe = interleaveHigh(aRe, bRe);
  const cdLowRe = interleaveLow(cRe, dRe);
  const cdHighRe = interleaveHigh(cRe, dRe);
  const x0Re = lowHalves(abLowRe, cdLowRe);
  const z1Re = highHalves(abLowRe, cdLowRe);
  const z2Re = lowHalves(abHighRe, cdHighRe);
  const z3Re = highHalves(abHighRe, cdHighRe);
  const aIm = loadPair(x + 16, other + 16, pair);
  const bIm = loadPair(x + 48, other + 48, pair);
  const cIm = loadPair(x + 80, other + 80, pair);
  const dIm = loadPair(x + 112, other + 112, pair);
  const abLowIm = interleaveLow(aIm, bIm);
  const abHighIm = interleaveHigh(aIm, bIm);
  const cdLowIm = interleaveLow(cIm, dIm);
  const cdHighIm = interleaveHigh(cIm, dIm);
  const x0Im = lowHalves(abLowIm, cdLowIm);
  const z1Im = highHalves(abLowIm, cdLowIm);
  const z2Im = lowHalves(abHighIm, cdHighIm);
  const z3Im = highHalves(abHighIm, cdHighIm);

  const w2Re = v128.load(twiddles, 32);
  const w2Im = v128.load(twiddles, 48);
  const x2Re = mulRe(z2Re, z2Im, w2Re, w2Im);
  const x2Im = mulIm(z2Re, z2Im, w2Re, w2Im);
  const sum02Re = add(x0Re, x2Re);
  const sum02Im = add(x0Im, x2Im);
  const difference02Re = sub(x0Re, x2Re);
  const difference02Im = sub(x0Im, x2Im);
  const w1Re = v128.load(twiddles);
  const w1Im = v128.load(twiddles, 16);
  const x1Re = mulRe(z1Re, z1Im, w1Re, w1Im);
  const x1Im = mulIm(z1Re, z1Im, w1Re, w1Im);
  const w3Re = v128.load(twiddles, 64);
  const w3Im = v128.load(twiddles, 80);
  const x3Re = mulRe(z3Re, z3Im, w3Re, w3Im);
  const x3Im = mulIm(z3Re, z3Im, w3Re, w3Im);
  const sum13Re = add(x1Re, x3Re);
  const sum13Im = add(x1Im, x3Im);
  const difference13Re = sub(x1Re, x3Re);
  const difference13Im = sub(x1Im, x3Im);
  storeNumbers(add(sum02Re, sum13Re), add(sum02Im, sum13Im), asSamples, first, second);
  storeNumbers(
    add(difference02Re, difference13Im), sub(difference02Im, difference13Re),
    asSamples, first + apart, second + apart,
  );
  storeNumbers(
    sub(sum02Re, sum13Re), sub(sum02Im, sum13Im),
    asSamples, first + 2 * apart, second + 2 * apart,
  );
  storeNumbers(
    sub(difference02Re, difference13Im), add(difference02Im, difference13Re),
    asSamples, first + 3 * apart, second + 3 * apart,
  );
}

/**
 * Joins `bytes` of vectors: all there are, or the half of them that sums or differences of the two halves make.
 * Otherwise like joinFour.
 */
@inline
function joinRow(
  x: usize, bytes: usize, pair: Pair, twiddles: usize,
  asSamples: bool, first: usize, second: usize, apart: usize,
): void {
  const end = x + bytes;
  do {
    joinFour(x, x + bytes, pair, twiddles, asSamples, first, second, apart);
    x += 128;
    twiddles += 96;
    first += asSamples ? 32 : 16;
    if (!asSamples) second += 16;
  } while (x < end);
}

@inline
function joinAll(
  x: usize, twiddles: usize, vectors: i32, paired: bool, asSamples: bool, first: usize, second: usize,
): void {
  const bytes = <usize>vectors << 5;
  const apart = <usize>vectors << (asSamples ? 3 : 2);
  if (paired) {
    // sums and differences in one loop would want more addresses than there are registers
    joinRow(x, bytes >> 1, Pair.Sum, twiddles, asSamples, first, second, apart);
    joinRow(
      x, bytes >> 1, Pair.Difference, twiddles + <usize>vectors * 12,
      asSamples, first + (apart >> 1), second + (apart >> 1), apart,
    );
  } else {
    joinRow(x, bytes, Pair.None, twiddles, asSamples, first, second, apart);
  }
}

/**
 * To real and imaginary parts, float32, shape [4·vectors] each.
 * @param paired whether the pass of radix 2 is still to be done
 */
export function joinToParts(x: usize, twiddles: usize, vectors: i32, paired: bool, re: usize, im: usize): void {
  joinAll(x, twiddles, vectors, paired, false, re, im);
}

/** To im, re, im, re …, float32, shape [8·vectors]: what is transformed back has its parts exchanged. */
export function joinToSamples(x: usize, twiddles: usize, vectors: i32, paired: bool, samples: usize): void {
  joinAll(x, twiddles, vectors, paired, true, samples, 0);
}
