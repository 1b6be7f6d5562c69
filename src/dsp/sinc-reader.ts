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
  const taps = 2 * reach;
  const kernel = sincTable(band, reach);
  return {
    reach,
    read(samples, position) {
      const whole = Math.floor(position);
      const place = (position - whole) * PHASES;
      const phase = Math.min(PHASES - 1, Math.floor(place));
      const first = whole - reach + 1; // sample under the first tap
      const from = Math.max(0, -first);
      const to = Math.min(taps, samples.length - first);
      const row = phase * taps;
      let [sum, next] = [0, 0]; // by the kernels on both sides of the place
      for (let k = from; k < to; k++) {
        const sample = samples[first + k]!;
        sum += sample * kernel[row + k]!;
        next += sample * kernel[row + taps + k]!;
      }
      return sum + (place - phase) * (next - sum);
    },
  };
}

/** Windowed sinc for every 1/PHASES of a sample, shape [PHASES + 1, 2·reach]: tap k of a row lies k + 1 − reach away. */
function sincTable(band: number, reach: number): Float64Array {
  const taps = 2 * reach;
  return Float64Array.from({ length: (PHASES + 1) * taps }, (_, i) => {
    const distance = (i % taps) + 1 - reach - Math.floor(i / taps) / PHASES;
    const x = Math.PI * distance * band;
    const sinc = Math.abs(x) < 1e-9 ? 1 : Math.sin(x) / x;
    return band * sinc * kaiser(distance / reach, KAISER_BETA);
  });
}
