import { add, evenLanes, mul, mulIm, mulRe, oddLanes, sub } from './vector';

// One pass of Stockham's autosort transform, decimating in frequency, with the four lanes as four transforms side by
// side. An array of complex vectors: re, im of the first, re, im of the second …; 32 bytes each. With `stride`
// interleaved transforms of `length` vectors and m = length / radix, for p < m and q < stride:
//   y[q + stride·(radix·p + j)] = w^(j·p) · Σ_l e^(−2πi·j·l/radix) · x[q + stride·(p + m·l)],  w = e^(−2πi/length)

// In memory, for V8 makes a constant anew in every round of a loop.
const HALF = memory.data<f32>([0.5]);
const SINE_OF_THIRD = memory.data<f32>([0.8660254037844386]);

/**
 * The butterfly of radix 4 of x, turned by w, stored at four places. Without `turned`, w is all
 * 1 and not looked at.
 */
@inline
function storeRadix4(
  x0Re: v128, x0Im: v128, x1Re: v128, x1Im: v128, x2Re: v128, x2Im: v128, x3Re: v128, x3Im: v128,
  turned: bool, w1Re: v128, w1Im: v128, w2Re: v128, w2Im: v128, w3Re: v128, w3Im: v128,
  out0: usize, out1: usize, out2: usize, out3: usize,
): void {
  const sum02Re = add(x0Re, x2Re);
  const sum02Im = add(x0Im, x2Im);
  const difference02Re = sub(x0Re, x2Re);
  const difference02Im = sub(x0Im, x2Im);
  const sum13Re = add(x1Re, x3Re);
  const sum13Im = add(x1Im, x3Im);
  const difference13Re = sub(x1Re, x3Re);
  const difference13Im = sub(x1Im, x3Im);
  v128.store(out0, add(sum02Re, sum13Re));
  v128.store(out0, add(sum02Im, sum13Im), 16);
  const y1Re = add(difference02Re, difference13Im);
  const y1Im = sub(difference02Im, difference13Re);
  v128.store(out1, turned ? mulRe(y1Re, y1Im, w1Re, w1Im) : y1Re);
  v128.store(out1, turned ? mulIm(y1Re, y1Im, w1Re, w1Im) : y1Im, 16);
  const y2Re = sub(sum02Re, sum13Re);
  const y2Im = sub(sum02Im, sum13Im);
  v128.store(out2, turned ? mulRe(y2Re, y2Im, w2Re, w2Im) : y2Re);
  v128.store(out2, turned ? mulIm(y2Re, y2Im, w2Re, w2Im) : y2Im, 16);
  const y3Re = sub(difference02Re, difference13Im);
  const y3Im = add(difference02Im, difference13Re);
  v128.store(out3, turned ? mulRe(y3Re, y3Im, w3Re, w3Im) : y3Re);
  v128.store(out3, turned ? mulIm(y3Re, y3Im, w3Re, w3Im) : y3Im, 16);
}

/**
 * The first pass, of radix 4 and stride 1, from real samples taken as complex numbers re, im, re, im …
 * @param x shape [8·vectors]
 * @param quarter a quarter of the number of vectors
 */
export function firstPassFromSamples(x: usize, y: usize, twiddles: usize, quarter: i32): void {
  const apart = <usize>quarter << 5;
  const end = x + apart;
  do {
    const x1 = x + apart;
    const x2 = x1 + apart;
    const x3 = x2 + apart;
    const a0 = v128.load(x);
    const b0 = v128.load(x, 16);
    const a1 = v128.load(x1);
    const b1 = v128.load(x1, 16);
    const a2 = v128.load(x2);
    const b2 = v128.load(x2, 16);
    const a3 = v128.load(x3);
    const b3 = v128.load(x3, 16);
    storeRadix4(
      evenLanes(a0, b0), oddLanes(a0, b0), evenLanes(a1, b1), oddLanes(a1, b1),
      evenLanes(a2, b2), oddLanes(a2, b2), evenLanes(a3, b3), oddLanes(a3, b3),
      true,
      v128.load32_splat(twiddles), v128.load32_splat(twiddles, 4), v128.load32_splat(twiddles, 8),
      v128.load32_splat(twiddles, 12), v128.load32_splat(twiddles, 16), v128.load32_splat(twiddles, 20),
      y, y + 32, y + 64, y + 96,
    );
    x += 32;
    y += 128;
    twiddles += 24;
  } while (x < end);
}

/**
 * The first pass from separate real and imaginary parts.
 * @param re shape [4·vectors]
 * @param im shape [4·vectors]
 */
export function firstPassFromParts(re: usize, im: usize, y: usize, twiddles: usize, quarter: i32): void {
  const apart = <usize>quarter << 4;
  const end = re + apart;
  do {
    const re1 = re + apart;
    const im1 = im + apart;
    const re2 = re1 + apart;
    const im2 = im1 + apart;
    storeRadix4(
      v128.load(re), v128.load(im), v128.load(re1), v128.load(im1),
      v128.load(re2), v128.load(im2), v128.load(re2 + apart), v128.load(im2 + apart),
      true,
      v128.load32_splat(twiddles), v128.load32_splat(twiddles, 4), v128.load32_splat(twiddles, 8),
      v128.load32_splat(twiddles, 12), v128.load32_splat(twiddles, 16), v128.load32_splat(twiddles, 20),
      y, y + 32, y + 64, y + 96,
    );
    re += 16;
    im += 16;
    y += 128;
    twiddles += 24;
  } while (re < end);
}

/** Two butterflies of one p: at `x` and the vector after it. */
@inline
function twoOfRadix4(
  x: usize, apart: usize, y: usize, stride: usize,
  turned: bool, w1Re: v128, w1Im: v128, w2Re: v128, w2Im: v128, w3Re: v128, w3Im: v128,
): void {
  const x1 = x + apart;
  const x2 = x1 + apart;
  const x3 = x2 + apart;
  const y1 = y + stride;
  const y2 = y1 + stride;
  const y3 = y2 + stride;
  storeRadix4(
    v128.load(x), v128.load(x, 16), v128.load(x1), v128.load(x1, 16),
    v128.load(x2), v128.load(x2, 16), v128.load(x3), v128.load(x3, 16),
    turned, w1Re, w1Im, w2Re, w2Im, w3Re, w3Im,
    y, y1, y2, y3,
  );
  storeRadix4(
    v128.load(x, 32), v128.load(x, 48), v128.load(x1, 32), v128.load(x1, 48),
    v128.load(x2, 32), v128.load(x2, 48), v128.load(x3, 32), v128.load(x3, 48),
    turned, w1Re, w1Im, w2Re, w2Im, w3Re, w3Im,
    y + 32, y1 + 32, y2 + 32, y3 + 32,
  );
}

/** A pass of radix 4. @param stride in vectors, even @param m length / 4 */
export function passOfRadix4(x: usize, y: usize, twiddles: usize, stride: i32, m: i32): void {
  const column = <usize>stride << 5;
  const apart = column * m;
  const end = x + apart;
  let columnEnd = x + column;
  const one = f32x4.splat(1);
  do {
    twoOfRadix4(x, apart, y, column, false, one, one, one, one, one, one);
    x += 64;
    y += 64;
  } while (x < columnEnd);
  while (x < end) {
    columnEnd += column;
    y += 3 * column;
    twiddles += 24;
    const w1Re = v128.load32_splat(twiddles);
    const w1Im = v128.load32_splat(twiddles, 4);
    const w2Re = v128.load32_splat(twiddles, 8);
    const w2Im = v128.load32_splat(twiddles, 12);
    const w3Re = v128.load32_splat(twiddles, 16);
    const w3Im = v128.load32_splat(twiddles, 20);
    do {
      twoOfRadix4(x, apart, y, column, true, w1Re, w1Im, w2Re, w2Im, w3Re, w3Im);
      x += 64;
      y += 64;
    } while (x < columnEnd);
  }
}

/** A pass of radix 3. @param stride in vectors @param m length / 3 */
export function passOfRadix3(x: usize, y: usize, twiddles: usize, stride: i32, m: i32): void {
  const column = <usize>stride << 5;
  const apart = column * m;
  const half = v128.load32_splat(HALF);
  const sine = v128.load32_splat(SINE_OF_THIRD);
  const end = x + apart;
  let columnEnd = x;
  do {
    columnEnd += column;
    const w1Re = v128.load32_splat(twiddles);
    const w1Im = v128.load32_splat(twiddles, 4);
    const w2Re = v128.load32_splat(twiddles, 8);
    const w2Im = v128.load32_splat(twiddles, 12);
    do {
      const x1 = x + apart;
      const x2 = x1 + apart;
      const x0Re = v128.load(x);
      const x1Re = v128.load(x1);
      const x2Re = v128.load(x2);
      const x0Im = v128.load(x, 16);
      const x1Im = v128.load(x1, 16);
      const x2Im = v128.load(x2, 16);
      const sumRe = add(x1Re, x2Re);
      const sumIm = add(x1Im, x2Im);
      v128.store(y, add(x0Re, sumRe));
      v128.store(y, add(x0Im, sumIm), 16);
      const midRe = sub(x0Re, mul(half, sumRe));
      const midIm = sub(x0Im, mul(half, sumIm));
      const sideRe = mul(sine, sub(x1Im, x2Im));
      const sideIm = mul(sine, sub(x2Re, x1Re));
      const y1Re = add(midRe, sideRe);
      const y1Im = add(midIm, sideIm);
      const y1 = y + column;
      v128.store(y1, mulRe(y1Re, y1Im, w1Re, w1Im));
      v128.store(y1, mulIm(y1Re, y1Im, w1Re, w1Im), 16);
      const y2Re = sub(midRe, sideRe);
      const y2Im = sub(midIm, sideIm);
      const y2 = y1 + column;
      v128.store(y2, mulRe(y2Re, y2Im, w2Re, w2Im));
      v128.store(y2, mulIm(y2Re, y2Im, w2Re, w2Im), 16);
      x += 32;
      y += 32;
    } while (x < columnEnd);
    y += 2 * column;
    twiddles += 16;
  } while (x < end);
}
