/** A signal at a lower rate; time 0 is still the first sample. */
export interface Decimated {
  readonly samples: Float32Array;
  /** Samples per second; not always a whole number. */
  readonly sampleRate: number;
}

const ZERO_CROSSINGS = 4; // to each side: ample for analysis, not for listening

/**
 * Keeps every n-th sample behind a low-pass, so that an analysis costs the same at every sample rate. Zero phase:
 * nothing moves in time. Meant for analysis only: aliases are some 40 dB down, not inaudible.
 *
 * @param samples mono, shape [length]
 * @param sampleRate samples per second, > 0
 * @param targetRate lowest rate that will do, samples per second; a signal below twice of it is returned as it is
 * @throws {RangeError} if a rate is not > 0
 */
export function decimate(samples: Float32Array, sampleRate: number, targetRate: number): Decimated {
  if (!(sampleRate > 0 && targetRate > 0)) throw new RangeError('rates must be > 0');
  const factor = Math.floor(sampleRate / targetRate);
  if (factor < 2) return { samples, sampleRate };
  const reach = ZERO_CROSSINGS * factor;
  const taps = lowPassTaps(factor, reach);
  const out = new Float32Array(Math.ceil(samples.length / factor));
  for (let n = 0; n < out.length; n++) {
    const centre = n * factor;
    let sum = taps[0]! * samples[centre]!;
    if (centre >= reach && centre + reach < samples.length) {
      for (let k = 1; k <= reach; k++) sum += taps[k]! * (samples[centre - k]! + samples[centre + k]!);
    } else {
      for (let k = 1; k <= reach; k++) {
        sum += taps[k]! * ((samples[centre - k] ?? 0) + (samples[centre + k] ?? 0));
      }
    }
    out[n] = sum;
  }
  return { samples: out, sampleRate: sampleRate / factor };
}

/** One side of a sinc under a Hann window, from the middle on: cut-off at 0.9 of the new half rate, gain 1. */
function lowPassTaps(factor: number, reach: number): Float64Array {
  const taps = Float64Array.from({ length: reach + 1 }, (_, index) => {
    const x = (0.9 * index) / factor;
    const sinc = x === 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x);
    return sinc * (0.5 + 0.5 * Math.cos((Math.PI * index) / (reach + 1)));
  });
  const gain = 2 * taps.reduce((total, tap) => total + tap, 0) - taps[0]!;
  return taps.map((tap) => tap / gain);
}
