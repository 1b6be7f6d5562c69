import { createPowerSpectrum } from '../score/fft.js';
import { RATE } from './channels.js';

const SIZE = 4096;
/** Only what lies below is modelled, Hz: four formants and no noise floor above them. */
const TOP_HZ = 5000;
const ORDER = 10;

/**
 * Formants of a vowel by linear prediction of its mean spectrum below 5 kHz. The glide of its pitch fills the gaps
 * between harmonics.
 *
 * @returns peaks of the envelope, Hz, rising
 * @see Makhoul, Spectral linear prediction, 1975 (selective LPC)
 */
export function findFormants(data: Float32Array): number[] {
  const weights = predict(autocorrelation(meanSpectrum(data)));
  const envelope = Float64Array.from({ length: TOP_HZ / 5 }, (_, i) => envelopeAt(weights, i * 5));
  const peaks: number[] = [];
  for (let i = 1; i + 1 < envelope.length; i++) {
    const [before, value, after] = [envelope[i - 1]!, envelope[i]!, envelope[i + 1]!];
    if (value <= before || value < after) continue;
    peaks.push(5 * (i + (0.5 * (before - after)) / (before - 2 * value + after)));
  }
  return peaks;
}

function meanSpectrum(data: Float32Array): Float64Array {
  const { compute } = createPowerSpectrum(SIZE);
  const frame = new Float64Array(SIZE);
  const power = new Float64Array(SIZE / 2 + 1);
  const sum = new Float64Array(SIZE / 2 + 1);
  for (let start = SIZE; start + 2 * SIZE <= data.length; start += SIZE / 4) {
    for (let n = 0; n < SIZE; n++) {
      frame[n] = data[start + n]! * (0.5 - 0.5 * Math.cos((2 * Math.PI * n) / SIZE));
    }
    compute(frame, power);
    for (let k = 0; k < sum.length; k++) sum[k]! += power[k]!;
  }
  return sum;
}

/** Of the part below the top alone, as if it had been resampled to twice the top. */
function autocorrelation(power: Float64Array): Float64Array {
  const top = Math.round((TOP_HZ / RATE) * SIZE);
  return Float64Array.from({ length: ORDER + 1 }, (_, lag) => {
    let sum = 0;
    for (let k = 0; k <= top; k++) {
      sum += power[k]! * Math.cos((Math.PI * lag * k) / top) * (k === 0 || k === top ? 0.5 : 1);
    }
    return sum;
  });
}

/** Levinson–Durbin. */
function predict(correlation: Float64Array): Float64Array {
  const weights = new Float64Array(ORDER + 1);
  weights[0] = 1;
  let error = correlation[0]!;
  for (let i = 1; i <= ORDER; i++) {
    let sum = correlation[i]!;
    for (let j = 1; j < i; j++) sum += weights[j]! * correlation[i - j]!;
    const reflection = -sum / error;
    const before = weights.slice();
    for (let j = 1; j < i; j++) weights[j] = before[j]! + reflection * before[i - j]!;
    weights[i] = reflection;
    error *= 1 - reflection * reflection;
  }
  return weights;
}

/** Log of the envelope. */
function envelopeAt(weights: Float64Array, hz: number): number {
  let [real, imaginary] = [0, 0];
  for (const [j, weight] of weights.entries()) {
    real += weight * Math.cos((Math.PI * j * hz) / TOP_HZ);
    imaginary -= weight * Math.sin((Math.PI * j * hz) / TOP_HZ);
  }
  return -Math.log(real * real + imaginary * imaginary);
}
