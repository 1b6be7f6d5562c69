import { type Aligner, createAligner } from './align.js';
import { RealFft } from './fft.js';
import { createMapCursor, type TimeMap } from './time-map.js';
import { hannWindow } from './window.js';

const WINDOW_SECONDS = 0.046; // 2048 samples at 44.1 kHz: two periods of the deepest voices
const OVERLAP = 4;
const REACH_SECONDS = 0.0058;
const RELAXATION = 0.3; // how fast a well-aligned frame returns to the phases of the input
const SILENCE_DB = -50; // re the loudest frame; below it nothing is written, and phases start afresh after it

/**
 * Stretches a voice along a time map: pitch, formants and the shape of its pulses stay. Where the map has slope 1
 * (protected attacks) time runs as it did, but partials may keep the turned phases of the vowel before.
 *
 * Each output frame is taken where the waveform continues the last one best, within ±5.8 ms of the mapped place;
 * what mismatch is left is turned away by one phase rotation per spectral peak.
 *
 * @param samples one channel, finite
 * @param outputLength samples to return; the map may leave silence at both ends
 * @returns shape [outputLength]; a copy of the input bits where the map is the identity
 * @see Laroche & Dolson, IEEE TSAP 7(3), 1999 (peak locking); Verhelst & Roelands, ICASSP 1993 (alignment)
 */
export function stretchVoice(
  samples: Float32Array,
  sampleRate: number,
  map: TimeMap,
  outputLength: number,
): Float32Array {
  if (isIdentity(map) && outputLength === samples.length) return Float32Array.from(samples);
  const size = 2 ** Math.round(Math.log2(WINDOW_SECONDS * sampleRate));
  const hop = size / OVERLAP;
  const reach = Math.round(REACH_SECONDS * sampleRate);
  const frames = new VoiceFrames(samples, size);
  const aligner = createAligner(samples, { reach, halfLength: size / 4 });
  const cursor = createMapCursor(map);
  const out = new Float32Array(outputLength);
  let place = Number.NaN; // of the last frame; NaN: nothing to continue
  for (let m = -OVERLAP / 2; (m - OVERLAP / 2) * hop < outputLength; m++) {
    const wanted = Math.round(cursor.inputAt(m * hop));
    if (frames.isSilentAt(wanted)) {
      place = Number.NaN;
      continue;
    }
    if (Number.isNaN(place)) {
      place = wanted;
      frames.start(place);
    } else {
      const natural = place + hop;
      const free = Math.abs(cursor.ratioAt(m * hop) - 1) > 1e-9;
      const { delta, correlation } = chooseShift(aligner, natural, wanted, free, reach);
      place = wanted + delta;
      frames.follow(place, natural, correlation);
    }
    frames.addTo(out, m * hop);
  }
  return out;
}

function isIdentity({ input, output }: TimeMap): boolean {
  return input.every((at, i) => at === output[i]);
}

/** Attacks stand exactly where the map says; elsewhere the waveform may choose within its reach. */
function chooseShift(
  aligner: Aligner,
  natural: number,
  wanted: number,
  free: boolean,
  reach: number,
): { delta: number; correlation: number } {
  if (natural === wanted) return { delta: 0, correlation: 1 };
  if (!free) return { delta: 0, correlation: 0 };
  const best = aligner.best(natural, wanted);
  return Math.abs(best.delta) <= reach ? best : { delta: 0, correlation: 0 };
}

/**
 * The running state of one voice: the spectrum last written, and how it was turned against the input. A class, since
 * with closures the engine would optimise every line's anew.
 */
class VoiceFrames {
  readonly #samples: Float32Array;
  readonly #size: number;
  readonly #hop: number;
  readonly #fft: RealFft;
  readonly #window: Float64Array;
  readonly #power: Float64Array;
  readonly #written: Spectrum;
  readonly #slice: Float64Array;
  readonly #energy: Float64Array;
  readonly #quiet: number;
  #now: Spectrum;
  #before: Spectrum;

  constructor(samples: Float32Array, size: number) {
    this.#samples = samples;
    this.#size = size;
    this.#hop = size / OVERLAP;
    this.#fft = new RealFft(size);
    this.#window = hannWindow(size);
    this.#now = createSpectrum(size);
    this.#before = createSpectrum(size);
    this.#written = createSpectrum(size);
    this.#power = new Float64Array(size / 2 + 1);
    this.#slice = new Float64Array(size);
    this.#energy = runningEnergy(samples);
    this.#quiet = 10 ** (SILENCE_DB / 10) * loudestMeanSquare(this.#energy, this.#hop);
  }

  isSilentAt(place: number): boolean {
    return meanSquare(this.#energy, place - this.#size / 2, this.#size) <= this.#quiet;
  }

  /** Takes the frame at `place` as it is. */
  start(place: number): void {
    this.#analyse(place, this.#now);
    this.#written.re.set(this.#now.re);
    this.#written.im.set(this.#now.im);
  }

  /** Takes the frame at `place`, its phases turned so that it continues the last one, which led to `natural`. */
  follow(place: number, natural: number, correlation: number): void {
    [this.#now, this.#before] = [this.#before, this.#now];
    this.#analyse(place, this.#now);
    if (place !== natural) this.#analyse(place - this.#hop, this.#before); // else that is the frame just before
    measurePower(this.#now, this.#power);
    const relax = RELAXATION * Math.max(0, correlation);
    lockToPeaks(this.#now, this.#before, this.#written, this.#power, relax);
  }

  /** Adds the present frame, centred on sample `centre` of `out`. */
  addTo(out: Float32Array, centre: number): void {
    this.#fft.inverse(this.#written.re, this.#written.im, this.#slice);
    addWindowed(this.#slice, this.#window, out, centre - this.#size / 2);
  }

  #analyse(place: number, spectrum: Spectrum): void {
    const start = place - this.#size / 2;
    this.#fft.forwardWindowed(this.#samples, start, this.#window, spectrum.re, spectrum.im);
  }
}

function addWindowed(slice: Float64Array, window: Float64Array, out: Float32Array, start: number): void {
  const scale = 1 / 1.5; // the squared Hann windows of four overlapping frames add up to 1.5
  const end = Math.min(window.length, out.length - start);
  for (let n = Math.max(0, -start); n < end; n++) out[start + n]! += slice[n]! * window[n]! * scale;
}

interface Spectrum {
  readonly re: Float64Array;
  readonly im: Float64Array;
}

const createSpectrum = (size: number): Spectrum => ({
  re: new Float64Array(size / 2 + 1),
  im: new Float64Array(size / 2 + 1),
});

/**
 * Writes `now` into `written`, every region around a spectral peak turned by the angle between what was written
 * last and what the input held one hop before.
 */
function lockToPeaks(
  { re, im }: Spectrum,
  before: Spectrum,
  written: Spectrum,
  power: Float64Array,
  relax: number,
): void {
  const bins = re.length;
  let regionStart = 0;
  let peak = nextPeak(power, 0);
  while (regionStart < bins) {
    const following = nextPeak(power, peak + 1);
    const regionEnd = following < bins ? valley(power, peak, following) : bins;
    // R = unit(unit(written · conj(before)) + relax) at the peak
    const along = written.re[peak]! * before.re[peak]! + written.im[peak]! * before.im[peak]!;
    const across = written.im[peak]! * before.re[peak]! - written.re[peak]! * before.im[peak]!;
    const length = Math.sqrt(along * along + across * across);
    const relaxed = along + relax * length;
    const norm = Math.sqrt(relaxed * relaxed + across * across);
    const isTurned = length > 1e-30 && norm > 1e-9 * length;
    const cos = isTurned ? relaxed / norm : 1;
    const sin = isTurned ? across / norm : 0;
    for (let k = regionStart; k < regionEnd; k++) {
      const x = re[k]!;
      const y = im[k]!;
      written.re[k] = x * cos - y * sin;
      written.im[k] = x * sin + y * cos;
    }
    regionStart = regionEnd;
    peak = following;
  }
}

function measurePower({ re, im }: Spectrum, power: Float64Array): void {
  for (let k = 0; k < power.length; k++) power[k] = re[k]! * re[k]! + im[k]! * im[k]!;
}

/** First bin >= `from` that is above two neighbours on each side; the last bin + 1 where there is none. */
function nextPeak(power: Float64Array, from: number): number {
  const bins = power.length;
  for (let k = Math.max(2, from); k < bins - 2; k++) {
    const p = power[k]!;
    if (p < power[k + 1]!) continue;
    if (p > power[k - 1]! && p > power[k - 2]! && p >= power[k + 2]!) return k;
    k++; // what follows is no higher, so no peak
  }
  return from === 0 ? 0 : bins;
}

function valley(power: Float64Array, from: number, to: number): number {
  let at = from + 1;
  for (let k = from + 1; k < to; k++) if (power[k]! < power[at]!) at = k;
  return at;
}

/** Sum of squares before each sample, and of all at the end; exact to 10⁻¹⁶ of the whole, far below any silence. */
function runningEnergy(samples: Float32Array): Float64Array {
  const energy = new Float64Array(samples.length + 1);
  let sum = 0;
  for (let n = 0; n < samples.length; n++) {
    const x = samples[n]!;
    sum += x * x;
    energy[n + 1] = sum;
  }
  return energy;
}

/** Of `length` samples from `start` on, where what lies outside the sound is silent. */
function meanSquare(energy: Float64Array, start: number, length: number): number {
  const last = energy.length - 1;
  const from = Math.min(last, Math.max(0, start));
  const to = Math.min(last, Math.max(0, start + length));
  return (energy[to]! - energy[from]!) / length;
}

function loudestMeanSquare(energy: Float64Array, length: number): number {
  let loudest = 0;
  for (let start = 0; start < energy.length - 1; start += length) {
    loudest = Math.max(loudest, meanSquare(energy, start, length));
  }
  return loudest;
}
