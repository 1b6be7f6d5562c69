import { decimate } from './decimate.js';
import { RealFft } from './fft.js';
import { hannWindow } from './window.js';

/** How strongly each pitch class sounds, frame by frame. */
export interface Chromagram {
  /** Frame n stands for the time n / framesPerSecond, in seconds. */
  readonly framesPerSecond: number;
  readonly frames: number;
  /** Shape [frames, 12], row-major, C first; each row adds up to 1, or is 0 where nothing with a pitch sounds. */
  readonly data: Float32Array;
  /** How far the piece is tuned above A4 = 440 Hz, in cents, −50 to 50; already allowed for in the data. */
  readonly tuningCents: number;
}

const FRAMES_PER_SECOND = 10;
const WINDOW_SECONDS = 0.37; // tells semitones apart from 180 Hz up; single bass notes by their peak
const ANALYSIS_RATE = 5000;
const LOWEST_HZ = 50;
const HIGHEST_HZ = 2000;
const PEAK_FLOOR = 0.02; // of the frame's strongest peak, -34 dB
const SILENCE = 1e-4; // amplitude of the strongest peak, -80 dB
const SUBHARMONIC_GAIN = 0.6; // a partial also speaks for the notes it may belong to
const SUBHARMONICS = 4;
const TUNING_FRAMES = 300; // spread over the piece: plenty for one number
const CLASSES = 12;

/**
 * Pitch classes from spectral peaks, each credited also to the notes of which it may be an overtone, relative to the
 * tuning of the piece itself.
 *
 * @param samples mono, shape [length]
 * @param sampleRate samples per second, > 0
 * @throws {RangeError} if `sampleRate` is not > 0
 * @see Gómez, "Tonal description of polyphonic audio for music content processing", INFORMS J. Computing 18(3), 2006
 */
export function chromagram(samples: Float32Array, sampleRate: number): Chromagram {
  const low = decimate(samples, sampleRate, ANALYSIS_RATE);
  const frames = Math.ceil((samples.length / sampleRate) * FRAMES_PER_SECOND);
  const peaksAt = createPeakFinder(low.samples, low.sampleRate);
  const tuning = estimateTuning(frames, peaksAt); // [semitones]
  const data = new Float32Array(frames * CLASSES);
  for (let t = 0; t < frames; t++) {
    const row = data.subarray(t * CLASSES, (t + 1) * CLASSES);
    for (const { pitch, magnitude } of peaksAt(t)) credit(row, pitch - tuning, Math.sqrt(magnitude));
    const sum = row.reduce((total, value) => total + value, 0);
    if (sum > 0) for (let c = 0; c < CLASSES; c++) row[c]! /= sum;
  }
  return { framesPerSecond: FRAMES_PER_SECOND, frames, data, tuningCents: 100 * tuning };
}

interface Peak {
  /** MIDI note number, fractional. */
  readonly pitch: number;
  /** Amplitude; a full-scale sine has 1. */
  readonly magnitude: number;
}

function createPeakFinder(samples: Float32Array, sampleRate: number): (frame: number) => Peak[] {
  const length = Math.max(4, Math.round(WINDOW_SECONDS * sampleRate));
  const fft = new RealFft(2 ** Math.ceil(Math.log2(length)));
  const window = hannWindow(length);
  const input = new Float64Array(fft.size);
  const re = new Float64Array(fft.size / 2 + 1);
  const im = new Float64Array(fft.size / 2 + 1);
  const magnitudes = new Float64Array(re.length);
  const first = Math.max(1, Math.ceil((LOWEST_HZ * fft.size) / sampleRate));
  const last = Math.min(magnitudes.length - 2, Math.floor((HIGHEST_HZ * fft.size) / sampleRate));
  return (frame) => {
    const start = Math.round((frame * sampleRate) / FRAMES_PER_SECOND) - (length >> 1);
    for (let n = 0; n < length; n++) input[n] = (samples[start + n] ?? 0) * window[n]!;
    fft.forward(input, re, im);
    let strongest = 0;
    for (let k = first - 1; k <= last + 1; k++) {
      magnitudes[k] = (4 / length) * Math.sqrt(re[k]! * re[k]! + im[k]! * im[k]!);
      if (k >= first && k <= last) strongest = Math.max(strongest, magnitudes[k]!);
    }
    if (!(strongest >= SILENCE)) return []; // also where a sample is not a number
    return spectralPeaks(magnitudes, first, last, PEAK_FLOOR * strongest, sampleRate / fft.size);
  };
}

function spectralPeaks(
  mags: Float64Array,
  first: number,
  last: number,
  floor: number,
  binHz: number,
): Peak[] {
  const peaks: Peak[] = [];
  for (let k = first; k <= last; k++) {
    if (mags[k]! < floor || mags[k]! <= mags[k - 1]! || mags[k]! < mags[k + 1]!) continue;
    const [left, centre, right] = [Math.log(mags[k - 1]!), Math.log(mags[k]!), Math.log(mags[k + 1]!)];
    const offset = (0.5 * (left - right)) / (left - 2 * centre + right); // vertex of the parabola through the three
    const hz = (k + (Number.isFinite(offset) ? offset : 0)) * binHz;
    peaks.push({ pitch: 69 + 12 * Math.log2(hz / 440), magnitude: mags[k]! });
  }
  return peaks;
}

/** Circular mean of how far peaks lie from the nearest semitone. @returns semitones, −0.5 to 0.5 */
function estimateTuning(frames: number, peaksAt: (frame: number) => Peak[]): number {
  let [x, y] = [0, 0];
  const step = Math.max(1, Math.floor(frames / TUNING_FRAMES));
  for (let t = 0; t < frames; t += step) {
    for (const { pitch, magnitude } of peaksAt(t)) {
      x += magnitude * Math.cos(2 * Math.PI * pitch);
      y += magnitude * Math.sin(2 * Math.PI * pitch);
    }
  }
  return x === 0 && y === 0 ? 0 : Math.atan2(y, x) / (2 * Math.PI);
}

/** Adds a peak to the classes of its pitch and of the notes whose 2nd, 3rd or 4th partial it would be. */
function credit(row: Float32Array, pitch: number, weight: number): void {
  let gain = weight;
  for (let partial = 1; partial <= SUBHARMONICS; partial++) {
    const note = pitch - 12 * Math.log2(partial);
    const nearest = Math.round(note);
    const closeness = Math.cos(Math.PI * (note - nearest)) ** 2; // 0 half-way between two notes
    row[((nearest % CLASSES) + CLASSES) % CLASSES]! += gain * closeness;
    gain *= SUBHARMONIC_GAIN;
  }
}
