/** What a filter lets through. */
export type FilterKind = 'lowpass' | 'bandpass' | 'highpass';

/** A filter of second order. */
export interface FilterOptions {
  readonly kind: FilterKind;
  /** Corner or centre; held below 0.45 × sampleRate. */
  readonly hz: number;
  /** Resonance, > 0; 0.707 has no peak. @default 0.707 */
  readonly q?: number | undefined;
}

/** Samples between two settings of a moving filter: 0.4 ms at 44.1 kHz, below what is heard as steps. */
const SWEEP_STEP = 16;

/** Filters in place, starting from rest. A bandpass has gain 1 at its centre. */
export function filterInPlace(samples: Float32Array, options: FilterOptions, sampleRate: number): void {
  sweepFilter(samples, options, () => options.hz, sampleRate, samples.length);
}

/**
 * Filters in place while the corner moves.
 *
 * @param hzAt corner in Hz at a sample index; asked every `step` samples
 * @see Zavalishin, "The Art of VA Filter Design", ch. 4 (trapezoidal state-variable filter)
 */
export function sweepFilter(
  samples: Float32Array,
  { kind, q = Math.SQRT1_2 }: Omit<FilterOptions, 'hz'>,
  hzAt: (n: number) => number,
  sampleRate: number,
  step = SWEEP_STEP,
): void {
  let low = 0;
  let band = 0;
  for (let start = 0; start < samples.length; start += step) {
    const hz = Math.min(Math.max(hzAt(start), 1), 0.45 * sampleRate);
    const g = Math.tan((Math.PI * hz) / sampleRate);
    const damping = 1 / q;
    const a = 1 / (1 + g * (g + damping));
    const end = Math.min(samples.length, start + step);
    for (let n = start; n < end; n++) {
      const input = samples[n]!;
      const rest = input - low;
      const v1 = a * (band + g * rest);
      const v2 = low + g * v1;
      band = 2 * v1 - band;
      low = 2 * v2 - low;
      samples[n] = kind === 'lowpass' ? v2 : kind === 'bandpass' ? damping * v1 : input - damping * v1 - v2;
    }
    if (Math.abs(low) < 1e-20) low = 0; // numbers this small are slow to add
    if (Math.abs(band) < 1e-20) band = 0;
  }
}
