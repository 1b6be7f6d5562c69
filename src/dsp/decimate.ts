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
    const last = Math.min(reach, samples.length - 1 - centre);
    let sum = 0;
    for (let k = Math.max(-reach, -centre); k <= last; k++) sum += taps[k + reach]! * samples[centre + k]!;
    out[n] = sum;
  }
  return { samples: out, sampleRate: sampleRate / factor };
}

/** Sinc under a Hann window, cut-off at 0.9 of the new half rate, sum 1. */
function lowPassTaps(factor: number, reach: number): Float64Array {
  const taps = Float64Array.from({ length: 2 * reach + 1 }, (_, index) => {
    const x = (0.9 * (index - reach)) / factor;
    const sinc = x === 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x);
    return sinc * (0.5 + 0.5 * Math.cos((Math.PI * (index - reach)) / (reach + 1)));
  });
  const sum = taps.reduce((total, tap) => total + tap, 0);
  return taps.map((tap) => tap / sum);
}
