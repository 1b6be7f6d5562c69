import { add, mul, sub } from './vector';

// Arrays of float32 whose bytes are multiples of 16; what lies behind their last number is waste that may be written.

// π/2 in three parts, the first two so short that whole multiples of them up to 4096 are exact.
const QUARTER_HIGH: f32 = 1.570_312_5;
const QUARTER_MIDDLE: f32 = 0.000_483_751_296_997_070_3;
const QUARTER_LOW: f32 = 7.549_790_126_404_332e-8;

/**
 * Cosines and sines, right to 1e-7, of angles up to ±4096 quarter turns.
 * @param angles radians; `cos` and `sin` are overwritten and may be `angles`
 */
export function sinCos(angles: usize, cos: usize, sin: usize, bytes: usize): void {
  const one = i32x4.splat(1);
  const two = i32x4.splat(2);
  for (let at: usize = 0; at < bytes; at += 16) {
    const x = v128.load(angles + at);
    const quarters = f32x4.nearest(mul(x, f32x4.splat(<f32>(2 / Math.PI))));
    const high = sub(x, mul(quarters, f32x4.splat(QUARTER_HIGH)));
    const middle = sub(high, mul(quarters, f32x4.splat(QUARTER_MIDDLE)));
    const r = sub(middle, mul(quarters, f32x4.splat(QUARTER_LOW)));
    const z = mul(r, r);
    // Taylor's series: within ±π/4 the terms left out are below 3e-8
    let s = add(mul(z, f32x4.splat(<f32>(1 / 362_880.0))), f32x4.splat(<f32>(-1 / 5040.0)));
    s = add(mul(z, s), f32x4.splat(<f32>(1 / 120.0)));
    s = add(mul(z, s), f32x4.splat(<f32>(-1 / 6.0)));
    s = add(r, mul(r, mul(z, s)));
    let c = add(mul(z, f32x4.splat(<f32>(1 / 40_320.0))), f32x4.splat(<f32>(-1 / 720.0)));
    c = add(mul(z, c), f32x4.splat(<f32>(1 / 24.0)));
    c = add(mul(z, c), f32x4.splat(-0.5));
    c = add(mul(z, c), f32x4.splat(1));
    const quarter = i32x4.trunc_sat_f32x4_s(quarters);
    const isOdd = i32x4.eq(v128.and(quarter, one), one);
    const sinSign = i32x4.shl(v128.and(quarter, two), 30);
    const cosSign = i32x4.shl(v128.and(i32x4.add(quarter, one), two), 30);
    v128.store(sin + at, v128.xor(v128.bitselect(c, s, isOdd), sinSign));
    v128.store(cos + at, v128.xor(v128.bitselect(s, c, isOdd), cosSign));
  }
}

/** Angles of the points (x, y), −π to π, right to 3e-7; 0 for (0, 0). `angles` may be `y` or `x`. */
export function arcTangent(y: usize, x: usize, angles: usize, bytes: usize): void {
  const signBit = i32x4.splat(i32.MIN_VALUE);
  const one = f32x4.splat(1);
  for (let at: usize = 0; at < bytes; at += 16) {
    const b = v128.load(y + at);
    const a = v128.load(x + at);
    const absB = f32x4.abs(b);
    const absA = f32x4.abs(a);
    const larger = f32x4.max(absA, absB);
    const ratio = f32x4.div(f32x4.min(absA, absB), f32x4.max(larger, f32x4.splat(1e-37)));
    // beyond tan(π/8): atan(q) = π/4 + atan((q − 1) / (q + 1))
    const isBeyond = f32x4.gt(ratio, f32x4.splat(0.414_213_56));
    const q = v128.bitselect(f32x4.div(sub(ratio, one), add(ratio, one)), ratio, isBeyond);
    const z = mul(q, q);
    // least worst error over ±tan(π/8): 4e-9
    let p = add(mul(z, f32x4.splat(0.077_346_59)), f32x4.splat(-0.137_548_54));
    p = add(mul(z, p), f32x4.splat(0.199_619_72));
    p = add(mul(z, p), f32x4.splat(-0.333_322_04));
    p = add(mul(z, p), f32x4.splat(0.999_999_91));
    let angle = mul(q, p);
    angle = add(angle, v128.and(isBeyond, f32x4.splat(<f32>(Math.PI / 4))));
    const isSteep = f32x4.gt(absB, absA);
    angle = v128.bitselect(sub(f32x4.splat(<f32>(Math.PI / 2)), angle), angle, isSteep);
    const isLeft = f32x4.lt(a, f32x4.splat(0));
    angle = v128.bitselect(sub(f32x4.splat(<f32>Math.PI), angle), angle, isLeft);
    v128.store(angles + at, v128.or(angle, v128.and(b, signBit)));
  }
}
