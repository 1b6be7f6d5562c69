import { add, mul, reverse, sub } from './vector';

// A real signal x goes through a complex one of half the length, z_n = x_2n + i·x_(2n+1). With E and O the spectra of
// the even and of the odd samples and w = e^(−2πi/size): X_k = E_k + w^k·O_k, and both follow from z's spectrum
// Z = E + i·O and its mirror image, as E_(half−k) is the conjugate of E_k, and so for O. Bins k … k + 3 are done with
// their mirror images half − k − 3 … half − k, in reverse; bin 0 thus with bin `half`.

// In memory, for V8 makes a constant anew in every round of a loop.
const HALF = memory.data<f32>([0.5]);

/** The spectrum of z made that of x, in place. @param re shape [half + 1] @param im shape [half + 1] */
export function unfold(re: usize, im: usize, twiddles: usize, half: i32): void {
  const last = <usize>half << 2;
  const middle = last >> 1;
  store<f32>(re + last, load<f32>(re));
  store<f32>(im + last, load<f32>(im));
  store<f32>(im + middle, -load<f32>(im + middle)); // its own mirror image
  const scale = v128.load32_splat(HALF);
  const lastRe = re + last - 12;
  const lastIm = im + last - 12;
  let at: usize = 0;
  do {
    const aRe = v128.load(re + at);
    const bRe = reverse(v128.load(lastRe - at));
    const aIm = v128.load(im + at);
    const bIm = reverse(v128.load(lastIm - at));
    const wRe = v128.load(twiddles);
    const wIm = v128.load(twiddles, 16);
    const evenRe = mul(scale, add(aRe, bRe));
    const evenIm = mul(scale, sub(aIm, bIm));
    const oddRe = mul(scale, add(aIm, bIm));
    const oddIm = mul(scale, sub(bRe, aRe));
    const turnedRe = sub(mul(oddRe, wRe), mul(oddIm, wIm));
    const turnedIm = add(mul(oddRe, wIm), mul(oddIm, wRe));
    v128.store(re + at, add(evenRe, turnedRe));
    v128.store(lastRe - at, reverse(sub(evenRe, turnedRe)));
    v128.store(im + at, add(evenIm, turnedIm));
    v128.store(lastIm - at, reverse(sub(turnedIm, evenIm)));
    twiddles += 32;
  } while ((at += 16) < middle);
}

/**
 * The spectrum of z, twice as large, from that of x. Imaginary parts of the first and the last bin count as 0.
 * @param re shape [half + 1] @param im shape [half + 1]
 * @param zRe shape [half + 1], overwritten; the last number is waste
 * @param apart bytes from zRe to zIm, which is like it
 */
export function fold(re: usize, im: usize, twiddles: usize, half: i32, zRe: usize, apart: usize): void {
  const last = <usize>half << 2;
  const middle = last >> 1;
  store<f32>(zRe + middle, 2 * load<f32>(re + middle));
  store<f32>(zRe + apart + middle, -2 * load<f32>(im + middle));
  const lastRe = re + last - 12;
  const lastIm = im + last - 12;
  const zLastRe = zRe + last - 12;
  let at: usize = 0;
  do {
    const aRe = v128.load(re + at);
    const bRe = reverse(v128.load(lastRe - at));
    const aIm = v128.load(im + at);
    const bIm = reverse(v128.load(lastIm - at));
    const wRe = v128.load(twiddles);
    const wIm = v128.load(twiddles, 16);
    const evenRe = add(aRe, bRe);
    const evenIm = sub(aIm, bIm);
    const differenceRe = sub(aRe, bRe);
    const differenceIm = add(aIm, bIm);
    const oddRe = add(mul(differenceRe, wRe), mul(differenceIm, wIm));
    const oddIm = sub(mul(differenceIm, wRe), mul(differenceRe, wIm));
    const z = zRe + at;
    const zMirror = zLastRe - at;
    v128.store(z, sub(evenRe, oddIm));
    v128.store(zMirror, reverse(add(evenRe, oddIm)));
    v128.store(z + apart, add(evenIm, oddRe));
    v128.store(zMirror + apart, reverse(sub(oddRe, evenIm)));
    twiddles += 32;
  } while ((at += 16) < middle);
  const first = load<f32>(re);
  const nyquist = load<f32>(re + last);
  store<f32>(zRe, first + nyquist);
  store<f32>(zRe + apart, first - nyquist);
}
