import { kaiser } from './kaiser.js';

const HALF_TAPS = 16;
const PHASES = 256;
const KAISER_BETA = 9; // about −90 dB outside the band

/**
 * Plays a sound at a changing speed: output sample n is the input at `positionOf(n)`, band-limited.
 *
 * @param samples one channel
 * @param outputLength samples to return
 * @param positionOf input position in samples, fractions allowed, rising; outside the input there is silence
 * @param highestSpeed most input samples per output sample; above 1 the band is narrowed to avoid aliases
 * @throws {RangeError} if `highestSpeed` is not > 0
 * @see Smith & Gossett, "A flexible sampling-rate conversion method", ICASSP 1984
 */
export function varispeed(
  samples: Float32Array,
  outputLength: number,
  positionOf: (n: number) => number,
  highestSpeed = 1,
): Float32Array {
  if (!(highestSpeed > 0)) throw new RangeError(`highestSpeed must be > 0, got ${highestSpeed}`);
  const band = Math.min(1, 1 / highestSpeed);
  const reach = Math.ceil(HALF_TAPS / band);
  const kernel = sincTable(band, reach);
  const out = new Float32Array(outputLength);
  for (let n = 0; n < outputLength; n++) {
    const position = positionOf(n);
    const whole = Math.floor(position);
    const place = (position - whole) * PHASES;
    const phase = Math.min(PHASES - 1, Math.floor(place));
    const from = Math.max(0, whole - reach + 1);
    const to = Math.min(samples.length - 1, whole + reach);
    let [sum, next] = [0, 0]; // by the kernels on both sides of the place
    for (let i = from; i <= to; i++) {
      const at = (i - whole + reach) * PHASES - phase;
      sum += samples[i]! * kernel[at]!;
      next += samples[i]! * kernel[at - 1]!;
    }
    out[n] = sum + (place - phase) * (next - sum);
  }
  return out;
}

/** Windowed sinc at every 1/PHASES of a sample; entry (d + reach)·PHASES belongs to distance d. */
function sincTable(band: number, reach: number): Float64Array {
  return Float64Array.from({ length: (2 * reach + 1) * PHASES + 1 }, (_, i) => {
    const distance = i / PHASES - reach;
    const x = Math.PI * distance * band;
    const sinc = Math.abs(x) < 1e-9 ? 1 : Math.sin(x) / x;
    return band * sinc * kaiser(distance / reach, KAISER_BETA);
  });
}
