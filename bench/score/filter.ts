/** Second-order section, a0 = 1. */
interface Biquad {
  readonly b0: number;
  readonly b1: number;
  readonly b2: number;
  readonly a1: number;
  readonly a2: number;
}

/** Butterworth low- or high-pass of second order (bilinear transform). */
function butterworth(kind: 'low' | 'high', cutoffHz: number, sampleRate: number): Biquad {
  const k = Math.tan((Math.PI * cutoffHz) / sampleRate);
  const norm = 1 / (1 + Math.SQRT2 * k + k * k);
  const a1 = 2 * (k * k - 1) * norm;
  const a2 = (1 - Math.SQRT2 * k + k * k) * norm;
  if (kind === 'low') return { b0: k * k * norm, b1: 2 * k * k * norm, b2: k * k * norm, a1, a2 };
  return { b0: norm, b1: -2 * norm, b2: norm, a1, a2 };
}

function runBiquad(data: Float64Array, { b0, b1, b2, a1, a2 }: Biquad): void {
  let s1 = 0;
  let s2 = 0;
  for (let n = 0; n < data.length; n++) {
    const x = data[n]!;
    const y = b0 * x + s1;
    s1 = b1 * x - a1 * y + s2;
    s2 = b2 * x - a2 * y;
    data[n] = y;
  }
}

/** Forwards and backwards, so that nothing moves in time. */
function zeroPhase(data: Float64Array, biquad: Biquad): void {
  runBiquad(data, biquad);
  data.reverse();
  runBiquad(data, biquad);
  data.reverse();
}

/** Zero-phase band-pass, 24 dB per octave on both sides. */
export function bandPass(
  data: ArrayLike<number>,
  sampleRate: number,
  lowHz: number,
  highHz: number,
): Float64Array {
  const out = Float64Array.from(data);
  zeroPhase(out, butterworth('high', lowHz, sampleRate));
  zeroPhase(out, butterworth('low', highHz, sampleRate));
  return out;
}

/** Zero-phase low-pass of a curve with `rate` values a second. */
export function lowPass(curve: Float64Array, rate: number, cutoffHz: number): Float64Array {
  const out = Float64Array.from(curve);
  zeroPhase(out, butterworth('low', cutoffHz, rate));
  return out;
}

/**
 * Power of `data` in a Hann window about every `hopSeconds`; value t stands at t·hopSeconds.
 *
 * @param widthSeconds full width of the window
 */
export function powerEnvelope(
  data: Float64Array,
  sampleRate: number,
  widthSeconds: number,
  hopSeconds: number,
): Float64Array {
  const half = Math.max(1, Math.round((widthSeconds * sampleRate) / 2));
  const window = Float64Array.from(
    { length: 2 * half + 1 },
    (_, n) => 0.5 - 0.5 * Math.cos((Math.PI * n) / half),
  );
  const total = window.reduce((sum, w) => sum + w, 0);
  const count = Math.floor(data.length / (hopSeconds * sampleRate)) + 1;
  const out = new Float64Array(count);
  for (let t = 0; t < count; t++) {
    const centre = Math.round(t * hopSeconds * sampleRate);
    let sum = 0;
    for (let k = Math.max(-half, -centre); k <= half && centre + k < data.length; k++) {
      sum += window[k + half]! * data[centre + k]! * data[centre + k]!;
    }
    out[t] = sum / total;
  }
  return out;
}
