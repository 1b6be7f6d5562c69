/** One sine of a struck or plucked sound. */
export interface Partial {
  readonly hz: number;
  /** Amplitude at the beginning. */
  readonly level: number;
  /** Seconds to fall by 60 dB. */
  readonly decaySeconds: number;
  /** Where it starts, radians. @default 0 */
  readonly phase?: number | undefined;
}

/** Partials below this are not heard under the others (−80 dB). */
const INAUDIBLE = 1e-4;

/**
 * Adds decaying sines to `out`. Each is a rotating vector, so a sample costs four products and no sine; a partial
 * stops once it has faded, and one at or above 0.45 × `sampleRate` is left out instead of folding back.
 */
export function addPartials(out: Float32Array, partials: readonly Partial[], sampleRate: number): void {
  for (const { hz, level, decaySeconds, phase = 0 } of partials) {
    if (hz >= 0.45 * sampleRate || Math.abs(level) < INAUDIBLE) continue;
    const fall = 10 ** (-3 / (decaySeconds * sampleRate));
    const turn = (2 * Math.PI * hz) / sampleRate;
    const cos = fall * Math.cos(turn);
    const sin = fall * Math.sin(turn);
    // [dB to fall] / [dB per sample] = [samples]
    const audible = Math.log(INAUDIBLE / Math.abs(level)) / Math.log(fall);
    const end = Math.min(out.length, Math.ceil(audible));
    let re = level * Math.cos(phase);
    let im = level * Math.sin(phase);
    for (let n = 0; n < end; n++) {
      out[n]! += im;
      const next = re * cos - im * sin;
      im = re * sin + im * cos;
      re = next;
    }
  }
}
