import { allocate } from './memory';
import { add, mul, sumLanes } from './vector';

// Many sums of products at once: filters that change the sample rate, and layers of networks.

let line: usize = 0;
let rows: usize = 0;
let sums: usize = 0;

/**
 * Takes the memory; to be called once.
 * @param lineLength samples, and sums
 * @param rowsLength taps of all rows
 */
export function createFir(lineLength: i32, rowsLength: i32): void {
  line = allocate(<usize>lineLength * 4 + 64);
  rows = allocate(<usize>rowsLength * 4);
  sums = allocate(<usize>lineLength * 4);
}

/** float32, shape [lineLength]. */
export function firLineAddress(): usize {
  return line;
}

/** float32, shape [rowsLength]. */
export function firRowsAddress(): usize {
  return rows;
}

/** float32, shape [lineLength]. */
export function firSumsAddress(): usize {
  return sums;
}

/**
 * sums[q·up + row] = Σ line[base + q·down + k] · rows[row·taps + k], where base is ⌊row·down / up⌋ if `moves`, else 0.
 * @param periods how many q there are, a multiple of 4
 * @param taps a multiple of 4
 */
export function runFir(periods: i32, up: i32, down: i32, taps: i32, moves: bool): void {
  const tapBytes = <usize>taps << 2;
  const downBytes = <usize>down << 2;
  const upBytes = <usize>up << 2;
  for (let row = 0; row < up; row++) {
    const base = moves ? row * down / up : 0;
    const weights = rows + <usize>row * tapBytes;
    let to = sums + (<usize>row << 2);
    let a = line + (<usize>base << 2);
    for (let q = 0; q < periods; q += 4) {
      const b = a + downBytes;
      const c = b + downBytes;
      const d = c + downBytes;
      let sumA = f32x4.splat(0);
      let sumB = f32x4.splat(0);
      let sumC = f32x4.splat(0);
      let sumD = f32x4.splat(0);
      for (let k: usize = 0; k < tapBytes; k += 16) {
        const weight = v128.load(weights + k);
        sumA = add(sumA, mul(v128.load(a + k), weight));
        sumB = add(sumB, mul(v128.load(b + k), weight));
        sumC = add(sumC, mul(v128.load(c + k), weight));
        sumD = add(sumD, mul(v128.load(d + k), weight));
      }
      store<f32>(to, sumLanes(sumA));
      store<f32>(to + upBytes, sumLanes(sumB));
      store<f32>(to + 2 * upBytes, sumLanes(sumC));
      store<f32>(to + 3 * upBytes, sumLanes(sumD));
      to += 4 * upBytes;
      a = d + downBytes;
    }
  }
}
