import type { Phrase, SpeechMap, Syllable } from '../src/dsp/analyse-speech.js';
import { createRandom } from '../src/dsp/random.js';
import { type BeatClock, steadyClock } from '../src/engine/band/beat-clock.js';
import { aimSyllables } from '../src/engine/rap/aim-syllables.js';
import type { NumberedSyllable, SourceLine } from '../src/engine/rap/lines.js';
import type { PlannedLine } from '../src/engine/rap/plan.js';
import { type SlotGrid, slotGrid } from '../src/engine/rap/slots.js';
import { STYLES } from '../src/engine/rap/styles/index.js';

const ONSET_SECONDS = 0.06;
const LAST_VOWEL_SECONDS = 0.16;

/** One phrase with P-centres at these instants, consonants of 60 ms before each; stress 0.5 where none is given. */
export function phraseAt(pCentres: readonly number[], stress: readonly number[] = []): Phrase {
  const syllables = pCentres.map((pCentre, i): Syllable => {
    const next = pCentres[i + 1];
    return {
      start: pCentre - ONSET_SECONDS,
      pCentre,
      end: next === undefined ? pCentre + LAST_VOWEL_SECONDS : next - ONSET_SECONDS,
      stress: stress[i] ?? 0.5,
      f0Hz: 110,
    };
  });
  return { start: syllables[0]!.start, end: syllables.at(-1)!.end, syllables };
}

/** P-centres an even gap apart. */
export const evenly = (count: number, gapSeconds: number, fromSeconds = 0.5): number[] =>
  Array.from({ length: count }, (_, i) => fromSeconds + i * gapSeconds);

/** Phrases with these numbers of syllables, 130 to 290 ms apart, pauses of 0.5 s, stress by chance. */
export function phrasesOf(counts: readonly number[], seed = 1): Phrase[] {
  const random = createRandom(seed);
  let at = 0.4;
  return counts.map((count) => {
    const pCentres = Array.from({ length: count }, () => {
      at += 0.13 + 0.16 * random();
      return at;
    });
    at += LAST_VOWEL_SECONDS + 0.5 + ONSET_SECONDS;
    return phraseAt(
      pCentres,
      pCentres.map(() => random()),
    );
  });
}

/** The phrases as the syllables of one line each, numbered through. */
export function linesOf(phrases: readonly Phrase[]): SourceLine[] {
  let index = 0;
  return phrases.map(({ syllables }) => ({
    syllables: syllables.map((syllable): NumberedSyllable => ({ ...syllable, index: index++ })),
    pauseAfter: true,
  }));
}

/** What an analysis would say about a recording that holds nothing but these phrases. */
export function speechOf(phrases: readonly Phrase[]): SpeechMap {
  const frames = Math.ceil(100 * ((phrases.at(-1)?.end ?? 0) + 0.5));
  const levelDb = new Float32Array(frames).fill(-70);
  for (const { start, end } of phrases) levelDb.fill(-20, Math.round(100 * start), Math.round(100 * end));
  return {
    phrases,
    f0: { hz: new Float32Array(frames).fill(110), periodicity: new Float32Array(frames).fill(0.9) },
    medianF0Hz: 110,
    vowels: { vowel: new Float32Array(frames), onset: new Float32Array(frames) },
    levelDb,
  };
}

/** A lead line of these syllables on these slots, exactly on the grid. */
export function plannedLine(
  { syllables }: SourceLine,
  slots: readonly number[],
  grid: SlotGrid = slotGrid('sixteenth', 0.5),
  clock: BeatClock = steadyClock(90, 0),
): PlannedLine {
  const flow = { ...STYLES.acapella.flow, lagMs: 0, microTimingMs: 0 };
  const aim = { grid, clock, strength: 1, flow, random: () => 0.5 };
  return {
    id: 0,
    section: 0,
    role: 'lead',
    repeats: null,
    gainDb: 0,
    pan: 0,
    pitchSemitones: 0,
    syllables: aimSyllables(syllables, slots, aim, new Map()),
  };
}
