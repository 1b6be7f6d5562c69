import { loadPair, storePair } from './pair';
import { factorsAddress, resultsAddress, samplesAddress } from './samples';
import { add, mul } from './vector';

// What happens to samples one by one, in the first space. Loops may run over the end of the sound by less than a vector.

/** See createSaturator(). */
export function saturate(count: i32, drive: f64, ceiling: f64): void {
  const end = samplesAddress() + (<usize>count << 2);
  const three = f64x2.splat(3);
  const much = f64x2.splat(27);
  for (let at = samplesAddress(); at < end; at += 8) {
    const driven = f64x2.mul(loadPair(at), f64x2.splat(drive));
    const x = f64x2.pmax(f64x2.pmin(driven, three), f64x2.splat(-3));
    const above = f64x2.mul(f64x2.mul(f64x2.splat(ceiling), x), f64x2.add(much, f64x2.mul(x, x)));
    const below = f64x2.add(much, f64x2.mul(f64x2.mul(f64x2.splat(9), x), x));
    storePair(at, f64x2.div(above, below));
  }
}

/** See softClipInPlace(). */
export function softClip(count: i32, scale: f64, ceiling: f64, bend: f64): void {
  const end = samplesAddress() + (<usize>count << 2);
  const most = f64x2.splat(1.5);
  for (let at = samplesAddress(); at < end; at += 8) {
    const scaled = f64x2.mul(loadPair(at), f64x2.splat(scale));
    const x = f64x2.pmax(f64x2.pmin(scaled, most), f64x2.splat(-1.5));
    const cubic = f64x2.mul(f64x2.mul(f64x2.splat(bend), x), x);
    storePair(at, f64x2.mul(x, f64x2.add(f64x2.splat(ceiling), cubic)));
  }
}

/** Multiplies the samples by what stands in the second space. */
export function multiply(count: i32): void {
  const second = resultsAddress() - samplesAddress();
  const end = samplesAddress() + (<usize>count << 2);
  for (let at = samplesAddress(); at < end; at += 16) {
    v128.store(at, mul(v128.load(at), v128.load(at + second)));
  }
}

/** Adds the second space to the first. */
export function addResults(count: i32): void {
  const second = resultsAddress() - samplesAddress();
  const end = samplesAddress() + (<usize>count << 2);
  for (let at = samplesAddress(); at < end; at += 16) {
    v128.store(at, add(v128.load(at), v128.load(at + second)));
  }
}

/** Adds the second space times `gain` to the first, in double precision. */
export function addScaled(count: i32, gain: f64): void {
  const second = resultsAddress() - samplesAddress();
  const end = samplesAddress() + (<usize>count << 2);
  const gains = f64x2.splat(gain);
  for (let at = samplesAddress(); at < end; at += 8) {
    storePair(at, f64x2.add(loadPair(at), f64x2.mul(gains, loadPair(at + second))));
  }
}

/** Adds the second space times the third to the first. */
export function addProducts(count: i32): void {
  const second = resultsAddress() - samplesAddress();
  const end = samplesAddress() + (<usize>count << 2);
  const third = factorsAddress() - samplesAddress();
  for (let at = samplesAddress(); at < end; at += 16) {
    v128.store(at, add(v128.load(at), mul(v128.load(at + second), v128.load(at + third))));
  }
}
