import { add, mul, mulIm, mulRe } from './vector';

// Spectra are two arrays of float32, `apart` bytes from each other: real parts first.

/** |X|² of `bytes` bytes of bins. */
export function measurePower(spectrum: usize, apart: usize, power: usize, bytes: usize): void {
  for (let at: usize = 0; at < bytes; at += 16) {
    const re = v128.load(spectrum + at);
    const im = v128.load(spectrum + apart + at);
    v128.store(power + at, add(mul(re, re), mul(im, im)));
  }
}

/** Every bin of `spectrum` times that of `turn`. */
export function rotate(spectrum: usize, turn: usize, out: usize, apart: usize, bytes: usize): void {
  for (let at: usize = 0; at < bytes; at += 16) {
    const re = v128.load(spectrum + at);
    const im = v128.load(spectrum + apart + at);
    const c = v128.load(turn + at);
    const s = v128.load(turn + apart + at);
    v128.store(out + at, mulRe(re, im, c, s));
    v128.store(out + apart + at, mulIm(re, im, c, s));
  }
}

/** Adds |X|² to what is there. */
export function addPower(spectrum: usize, apart: usize, power: usize, bytes: usize): void {
  for (let at: usize = 0; at < bytes; at += 16) {
    const re = v128.load(spectrum + at);
    const im = v128.load(spectrum + apart + at);
    v128.store(power + at, add(v128.load(power + at), add(mul(re, re), mul(im, im))));
  }
}

/** Every bin times its gain. */
export function weigh(spectrum: usize, gains: usize, apart: usize, bytes: usize): void {
  for (let at: usize = 0; at < bytes; at += 16) {
    const gain = v128.load(gains + at);
    v128.store(spectrum + at, mul(v128.load(spectrum + at), gain));
    v128.store(spectrum + apart + at, mul(v128.load(spectrum + apart + at), gain));
  }
}
