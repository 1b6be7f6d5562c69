import { kaiser } from './kaiser.js';

const HALF_TAPS = 16;
const PHASES = 256;
const KAISER_BETA = 9; // about −90 dB outside the band

/** Reads a sound between its samples. */
export interface SincReader {
  /** Samples to each side of a position that are listened to. */
  readonly reach: number;
  /** The sound at `position`, in samples, fractions allowed; silence outside of `samples`. */
  read(samples: Float32Array, position: number): number;
}

/**
 * A band-limited reader, by a windowed sinc.
 *
 * @param speed most input samples per output sample; above 1 the band is narrowed to avoid aliases
 * @throws {RangeError} if `speed` is not > 0
 * @see Smith & Gossett, "A flexible sampling-rate conversion method", ICASSP 1984
 */
export function createSincReader(speed: number): SincReader {
  if (!(speed > 0)) throw new RangeError(`speed must be > 0, got ${speed}`);
  const band = Math.min(1, 1 / speed);
  const reach = Math.ceil(HALF_TAPS / band);
  const kernel = sincTable(band, reach);
  return {
    reach,
    read(samples, position) {
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
      return sum + (place - phase) * (next - sum);
    },
  };
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
