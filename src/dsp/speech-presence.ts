import type { SpeechMap, Syllable } from './analyse-speech.js';
import { melSpectrogram } from './mel.js';

/** What a recording is taken for. */
export type SoundKind = 'speech' | 'silence' | 'noise' | 'steady tones' | 'music or noise without a voice';

const SILENT_DB = -70; // loudest 20 ms of the recording, dBFS
// Measured on read and spoken English, synthesisers, songs, drum loops, bass lines, noise and tones: in speech the pitch
// goes on through 0.54 to 0.92 of the vowel frames, in songs and bands through 0.05 to 0.28; the vowels of speech differ
// by 5 to 9 dB a band, notes of one instrument by at most 2.
// Drums with much tone in them reach 0.37, but from kick to hat they differ by 10 to 13 dB a band.
const LEAST_VOICED = 0.33;
const SURELY_VOICED = 0.5;
const MOST_VARIETY_DB = 10;
const MOST_JUMP_OCTAVES = 0.05; // in 10 ms
const LEAST_VARIETY_DB = 2.5;
const LEAST_WIDTH = 5; // bands of 24: vowels fill 9 and more, a tone 2 or 3
const FEW_SYLLABLES = 4; // of which variety says nothing
const MOST_COMPARED = 100;

/**
 * Tells speech from what only sounds like it to the syllable finder. Whispered speech counts as noise: without a
 * voice there is nothing to sing with.
 *
 * @param speech one channel
 * @param map what `analyseSpeech` heard in it
 */
export function soundKind(speech: Float32Array, sampleRate: number, map: SpeechMap): SoundKind {
  if (map.levelDb.every((level) => level < SILENT_DB)) return 'silence';
  const syllables = map.phrases.flatMap((phrase) => phrase.syllables);
  const voiced = voicedShare(map);
  if (syllables.length === 0) return voiced > LEAST_VOICED ? 'steady tones' : 'noise';
  if (voiced < LEAST_VOICED) return 'music or noise without a voice';
  const spectra = vowelSpectra(speech, sampleRate, syllables);
  if (voiced < SURELY_VOICED && variety(spectra) > MOST_VARIETY_DB) return 'music or noise without a voice';
  const isUniform = syllables.length >= FEW_SYLLABLES && variety(spectra) < LEAST_VARIETY_DB;
  return isUniform || width(spectra) < LEAST_WIDTH ? 'steady tones' : 'speech';
}

/** Share of the surest vowel frames whose pitch goes on from the frame before: drums have pitch, but in jumps. */
function voicedShare({ vowels, f0 }: SpeechMap): number {
  let [vowelFrames, voicedFrames] = [0, 0];
  vowels.vowel.forEach((p, t) => {
    if (p <= 0.6) return;
    vowelFrames++;
    const [before, now] = [f0.hz[t - 1] ?? 0, f0.hz[t]!];
    if (before > 0 && now > 0 && Math.abs(Math.log2(now / before)) < MOST_JUMP_OCTAVES) voicedFrames++;
  });
  return vowelFrames === 0 ? 0 : voicedFrames / vowelFrames;
}

const BANDS = 24;
const AFTER_ONSET_SECONDS = 0.04;
const HALF_SECONDS = 0.025;
const FLOOR_DB = -40;

/** Spectra of some of the vowels, spread over the recording. */
function vowelSpectra(speech: Float32Array, sampleRate: number, syllables: readonly Syllable[]): number[][] {
  const step = Math.ceil(syllables.length / MOST_COMPARED);
  return syllables
    .filter((_, i) => i % step === 0)
    .map(({ pCentre }) => vowelSpectrum(speech, sampleRate, pCentre + AFTER_ONSET_SECONDS));
}

/** Mean spread of the mel bands over the vowels, each against its own loudest band, dB. */
function variety(spectra: readonly (readonly number[])[]): number {
  let sum = 0;
  for (let band = 0; band < BANDS; band++) {
    const mean = spectra.reduce((total, spectrum) => total + spectrum[band]!, 0) / spectra.length;
    const power = spectra.reduce((total, spectrum) => total + (spectrum[band]! - mean) ** 2, 0);
    sum += Math.sqrt(power / spectra.length);
  }
  return sum / BANDS;
}

/** Bands that a vowel fills, on average: within 30 dB of its loudest. */
function width(spectra: readonly (readonly number[])[]): number {
  const filled = spectra.map((spectrum) => spectrum.filter((level) => level > -30).length);
  return filled.reduce((sum, bands) => sum + bands, 0) / filled.length;
}

function vowelSpectrum(speech: Float32Array, sampleRate: number, centre: number): number[] {
  const length = Math.round(2 * HALF_SECONDS * sampleRate);
  const wanted = Math.round((centre - HALF_SECONDS) * sampleRate);
  const from = Math.max(0, Math.min(speech.length - length, wanted)); // the last vowel may end with the file
  const slice = speech.subarray(from, from + length);
  // frame 1 of a hop of half the slice is its middle, seen through a window as long as the slice
  const mel = {
    hopSeconds: HALF_SECONDS,
    windowSeconds: 2 * HALF_SECONDS,
    bands: BANDS,
    lowHz: 100,
    highHz: 7000,
  };
  const { data } = melSpectrogram(slice, sampleRate, mel);
  const db = Array.from(data.subarray(BANDS, 2 * BANDS), (power) => 10 * Math.log10(power + 1e-12));
  const top = Math.max(...db);
  return db.map((level) => Math.max(FLOOR_DB, level - top));
}
