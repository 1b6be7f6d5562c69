import { createPowerSpectrum } from '../score/fft.js';

/** Power of bins `lowBin` … `highBin` of a Hann frame of 2048 samples whose middle is at a sample. */
export type SpectrumAt = (data: Float32Array, centre: number) => Float64Array;

const SIZE = 2048;
/** Input samples between two compared frames. */
const STEP = 1024;

/** @returns a function whose results are new arrays */
export function createSpectrumAt(lowBin: number, highBin: number): SpectrumAt {
  const { compute } = createPowerSpectrum(SIZE);
  const window = Float64Array.from(
    { length: SIZE },
    (_, n) => 0.5 - 0.5 * Math.cos((2 * Math.PI * (n + 0.5)) / SIZE),
  );
  const frame = new Float64Array(SIZE);
  const power = new Float64Array(SIZE / 2 + 1);
  return (data, centre) => {
    const start = Math.round(centre) - SIZE / 2;
    for (let n = 0; n < SIZE; n++) frame[n] = window[n]! * (data[start + n] ?? 0);
    compute(frame, power);
    return power.slice(lowBin, highBin + 1);
  };
}

/** Calls back for every frame of the input and the frame of the output at the same place. */
export function forEachPair(
  input: Float32Array,
  output: Float32Array,
  ratio: number,
  spectrumAt: SpectrumAt,
  compare: (before: Float64Array, after: Float64Array) => void,
): void {
  for (let centre = SIZE / 2; centre + SIZE / 2 <= input.length; centre += STEP) {
    compare(spectrumAt(input, centre), spectrumAt(output, centre * ratio));
  }
}
