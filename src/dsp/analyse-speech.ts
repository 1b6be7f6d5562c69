import { F0_HOP_SECONDS, type F0Track, trackF0 } from './f0.js';
import { ACTIVITY_HOP_SECONDS, activityFrames, levelFrames, longestPause } from './phrase.js';
import { resample } from './resample.js';
import { pCentre, type SpeechEnvelope, speechEnvelope } from './speech-envelope.js';
import { stressOf } from './stress.js';
import { syllableFrames } from './syllable.js';
import { VOWEL_HOP_SECONDS, type VowelCurves, vowelCurves } from './vowel-net.js';

/** One syllable; times in seconds from the start of the sound. */
export interface Syllable {
  /** Where its consonants begin: the end of the syllable before, or the first sound after a pause. */
  readonly start: number;
  /** The instant at which it is felt: the onset of its vowel. */
  readonly pCentre: number;
  readonly end: number;
  /** 0 (weak) to 1 (strong), among the syllables of its phrase. */
  readonly stress: number;
  /** Median pitch of its vowel; null where unvoiced. */
  readonly f0Hz: number | null;
}

/** Syllables between two pauses. */
export interface Phrase {
  readonly start: number;
  readonly end: number;
  readonly syllables: readonly Syllable[];
}

/** What there is to know about a recording of speech. */
export interface SpeechMap {
  readonly phrases: readonly Phrase[];
  readonly f0: F0Track;
  /** Median over voiced frames; null without any. */
  readonly medianF0Hz: number | null;
  readonly vowels: VowelCurves;
  /** Shape [frames] at {@link ACTIVITY_HOP_SECONDS}. */
  readonly levelDb: Float32Array;
}

/** Rate at which speech is analysed; lower input is raised to it. */
export const SPEECH_RATE = 16_000;

/**
 * Finds phrases and syllables.
 *
 * @param samples one channel
 * @param sampleRate any rate >= 8 000 Hz
 */
export function analyseSpeech(samples: Float32Array, sampleRate: number): SpeechMap {
  const speech = resample(samples, sampleRate, SPEECH_RATE);
  return mapSpeech(speech, speechFeatures(speech));
}

/** What speech is mapped from. */
export interface SoundFeatures {
  readonly vowels: VowelCurves;
  readonly f0: F0Track;
}

/** Vowels and pitch of speech at {@link SPEECH_RATE}: the heavy half of {@link analyseSpeech}. */
export function speechFeatures(speech: Float32Array): SoundFeatures {
  const f0 = trackF0(resample(speech, SPEECH_RATE, SPEECH_RATE / 2), SPEECH_RATE / 2);
  return { vowels: vowelCurves(speech, SPEECH_RATE), f0 };
}

/**
 * P-centres alone, for who needs no phrases: half the work of {@link analyseSpeech}, the same instants.
 *
 * @returns seconds, rising
 */
export function hearPCentres(samples: Float32Array, sampleRate: number): Float64Array {
  const speech = resample(samples, sampleRate, SPEECH_RATE);
  return Float64Array.from(
    findCentres(vowelCurves(speech, SPEECH_RATE), speechEnvelope(speech, SPEECH_RATE)),
  );
}

/**
 * The second half of {@link analyseSpeech}, for callers that have the features computed on other threads.
 *
 * @param speech one channel at {@link SPEECH_RATE}
 * @param expectedSyllables count from a transcript, where there is one
 */
export function mapSpeech(
  speech: Float32Array,
  { vowels, f0 }: SoundFeatures,
  expectedSyllables?: number,
): SpeechMap {
  const envelope = speechEnvelope(speech, SPEECH_RATE);
  const levelDb = levelFrames(speech, SPEECH_RATE);
  const centres = findCentres(vowels, envelope, expectedSyllables);
  const phrases = cutPhrases(centres, levelDb).map((cut) => finishPhrase(cut, f0, vowels, levelDb));
  return { phrases, f0, medianF0Hz: median(pitchOfVowels(f0, vowels)), vowels, levelDb };
}

const CLOSEST_SECONDS = 0.05;

function findCentres(vowels: VowelCurves, envelope: SpeechEnvelope, expected?: number): number[] {
  const centres: number[] = [];
  for (const frame of syllableFrames(vowels, expected)) {
    const centre = pCentre(envelope, frame * VOWEL_HOP_SECONDS);
    if (centres.length === 0 || centre - centres.at(-1)! >= CLOSEST_SECONDS) centres.push(centre);
  }
  return centres;
}

/** Edges of the syllables of one phrase: one more than P-centres. */
interface PhraseCut {
  readonly centres: readonly number[];
  readonly edges: readonly number[];
}

const LONGEST_ONSET_SECONDS = 0.35;
const LONGEST_CODA_SECONDS = 0.6;
const SHORTEST_CODA_SECONDS = 0.03; // of a syllable so soft that it passes for a pause

function cutPhrases(centres: readonly number[], levelDb: Float32Array): PhraseCut[] {
  const active = activityFrames(levelDb);
  const frame = (seconds: number): number => Math.round(seconds / ACTIVITY_HOP_SECONDS);
  const cuts: { centres: number[]; edges: number[] }[] = [];
  centres.forEach((centre, i) => {
    const before = centres[i - 1];
    const from = before === undefined ? 0 : frame(before);
    const pause = longestPause(active, from, frame(centre));
    const current = cuts.at(-1);
    if (current && before !== undefined && !pause) {
      current.edges.push(quietest(levelDb, frame(before) + 4, frame(centre) - 1) * ACTIVITY_HOP_SECONDS);
      current.centres.push(centre);
      return;
    }
    if (current && before !== undefined) {
      const end = (pause?.[0] ?? from) * ACTIVITY_HOP_SECONDS;
      current.edges.push(
        Math.max(before + SHORTEST_CODA_SECONDS, Math.min(end, before + LONGEST_CODA_SECONDS)),
      );
    }
    const start = Math.max((pause?.[1] ?? 0) * ACTIVITY_HOP_SECONDS, centre - LONGEST_ONSET_SECONDS);
    cuts.push({ centres: [centre], edges: [Math.min(start, centre)] });
  });
  const last = centres.at(-1);
  if (last !== undefined) cuts.at(-1)!.edges.push(lastSound(active, last));
  return cuts;
}

/** End of the sound after the last P-centre. */
function lastSound(active: Uint8Array, centre: number): number {
  const from = Math.round(centre / ACTIVITY_HOP_SECONDS);
  const pause = longestPause(active, from, active.length);
  const end = (pause?.[0] ?? active.length - 1) * ACTIVITY_HOP_SECONDS;
  return Math.max(centre + SHORTEST_CODA_SECONDS, Math.min(end, centre + LONGEST_CODA_SECONDS));
}

function quietest(levelDb: Float32Array, from: number, to: number): number {
  let at = Math.max(from, Math.floor((from + to) / 2));
  if (from > to) return Math.max(0, to);
  for (let t = from; t <= to; t++) if (levelDb[t]! < levelDb[at]!) at = t;
  return at;
}

function finishPhrase(cut: PhraseCut, f0: F0Track, vowels: VowelCurves, levelDb: Float32Array): Phrase {
  const heard = cut.centres.map((centre, i) => {
    const end = cut.edges[i + 1]!;
    const [from, to] = [Math.round(centre / F0_HOP_SECONDS), Math.max(1, Math.round(end / F0_HOP_SECONDS))];
    const vowelFrames = vowels.vowel.subarray(from, to).filter((p) => p > 0.4).length;
    return {
      levelDb: Math.max(...levelDb.subarray(from, Math.max(from + 1, Math.min(to, from + 12)))),
      vowelSeconds: vowelFrames * VOWEL_HOP_SECONDS,
      f0Hz: median(voiced(f0.hz.subarray(from, to))),
    };
  });
  const stress = stressOf(heard);
  const syllables = cut.centres.map((centre, i) => ({
    start: cut.edges[i]!,
    pCentre: centre,
    end: cut.edges[i + 1]!,
    stress: stress[i]!,
    f0Hz: heard[i]!.f0Hz,
  }));
  return { start: cut.edges[0]!, end: cut.edges.at(-1)!, syllables };
}

/** Pitch where a vowel surely sounds: rooms and noise have a pitch too. */
const pitchOfVowels = ({ hz }: F0Track, { vowel }: VowelCurves): Float32Array =>
  hz.filter((value, t) => value > 0 && (vowel[t] ?? 0) > 0.6);

const voiced = (hz: Float32Array): Float32Array => hz.filter((value) => value > 0);

function median(values: Float32Array): number | null {
  if (values.length === 0) return null;
  return Float32Array.from(values).sort()[values.length >> 1]!;
}
