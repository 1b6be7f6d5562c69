import type { SpeechMap } from '../../dsp/analyse-speech.js';
import { createRandom, deriveSeed } from '../../dsp/random.js';
import { BEATS_PER_BAR, type BeatClock, followingClock, steadyClock } from '../band/beat-clock.js';
import { keyForVoice } from '../band/key.js';
import { aimSyllables } from './aim-syllables.js';
import { chooseHook } from './choose-hook.js';
import { chooseTempo } from './choose-tempo.js';
import { unusedSpeech } from './left-out.js';
import { cutLines, type SourceLine } from './lines.js';
import { type Key, PLAN_VERSION, type Plan, type PlannedLine } from './plan.js';
import { secondVoices } from './second-voices.js';
import { slotGrid } from './slots.js';
import { buildForm, type SongForm } from './song-form.js';
import type { Style } from './style.js';
import { findWords } from './transcript.js';

/** Everything a plan is made from; absent wishes are decided from the voice and the style. */
export interface PlanRequest {
  readonly rapgoVersion: string;
  readonly source: Plan['source'];
  readonly speech: SpeechMap;
  readonly voiceGains: Plan['voiceGains'];
  readonly style: Style;
  readonly seed: number;
  readonly tempoBpm: number | null;
  readonly grid: Plan['grid'] | null;
  readonly swing: number | null;
  readonly strength: number;
  readonly key: Key | null;
  readonly tune: Key | 'auto' | null;
  readonly hook: string | null;
  /** Word of each syllable by its number; empty without a transcript. */
  readonly words: ReadonlyMap<number, string>;
  readonly beat: BeatChoice | null;
  readonly targetLufs: number;
  readonly ceilingDbtp: number;
}

/** A recording to rap over. */
export interface BeatChoice {
  readonly file: NonNullable<Plan['beat']>;
  readonly tempoBpm: number;
  readonly key: Key | null;
  /** Song times of more beats than any song needs, seconds; entry 0 is the downbeat of bar 0. */
  readonly beatTimes: readonly number[];
}

const BAR_SYLLABLES = 10; // what a bar of rap holds, about

/** Plans a song: tempo, lines, form, flow and second voices. Pure: the same request gives the same plan. */
export function makePlan(request: PlanRequest): Plan {
  const { speech, style, seed, beat } = request;
  const gridName = request.grid ?? style.flow.grid;
  const grid = slotGrid(gridName, request.swing ?? style.flow.swing);
  const lines = cutLines(speech.phrases, style.flow.syllablesPerLine);
  const tempoBpm = beat?.tempoBpm ?? request.tempoBpm ?? chooseTempo(lines, grid, style.tempoBpm);
  const clock = beat ? followingClock(beat.beatTimes) : steadyClock(tempoBpm, 0);
  const key = request.key ?? beat?.key ?? keyForVoice(speech.medianF0Hz ?? 110, style.band?.mode);
  const hook = request.hook ? hookOfWords(request.hook, lines, request.words) : ownHook(lines, style);
  const form = buildForm({ lines, hook, style, grid, clock });
  const lead = form.lines.map(({ line, slots, section, repeats }, id): PlannedLine => {
    // a line that returns is the same take again, as hooks are pasted
    const random = createRandom(deriveSeed(seed, `micro-timing/${repeats ?? id}`));
    const aim = { grid, clock, strength: request.strength, flow: style.flow, random };
    const syllables = aimSyllables(line.syllables, slots, aim, request.words);
    const text = wordsOf(syllables);
    const head = { id, section, role: 'lead' as const, repeats, gainDb: 0, pan: 0, pitchSemitones: 0 };
    return { ...head, ...(text === '' ? {} : { text }), syllables };
  });
  const isHook = (section: number): boolean => form.sections[section]!.kind === 'hook';
  const voices = secondVoices(lead, isHook, style, clock, createRandom(deriveSeed(seed, 'voices')));
  return {
    planVersion: PLAN_VERSION,
    rapgoVersion: request.rapgoVersion,
    source: request.source,
    voiceGains: request.voiceGains,
    style: { ...style, flow: { ...style.flow, grid: gridName, swing: request.swing ?? style.flow.swing } },
    seed,
    key,
    tempoBpm,
    gridStart: beat ? beat.beatTimes[0]! : 0,
    ...(beat ? { beatTimes: beat.beatTimes.slice(0, beatsOf(form) + BEATS_AFTER_END) } : {}),
    grid: gridName,
    strength: request.strength,
    tune: request.tune === 'auto' ? key : request.tune,
    beat: beat?.file ?? null,
    sections: [...form.sections],
    lines: [...lead, ...voices],
    leftOut: unusedSpeech(speech),
    targetLufs: request.targetLufs,
    ceilingDbtp: request.ceilingDbtp,
  };
}

const BEATS_AFTER_END = 8; // second voices may ring on

function beatsOf({ sections }: SongForm): number {
  const last = sections.at(-1)!;
  return (last.startBar + last.bars) * BEATS_PER_BAR;
}

/** The clock of a finished plan. */
export const planClock = ({ beatTimes, tempoBpm, gridStart }: Plan): BeatClock =>
  beatTimes ? followingClock(beatTimes) : steadyClock(tempoBpm, gridStart);

/** Song seconds at which the last section ends. */
export function songEnd(plan: Plan): number {
  const last = plan.sections.at(-1);
  return planClock(plan)(last ? (last.startBar + last.bars) * BEATS_PER_BAR : 0);
}

const wordsOf = (syllables: PlannedLine['syllables']): string =>
  syllables.flatMap(({ word }) => (word && word !== '-' ? [word] : [])).join(' ');

function ownHook(lines: readonly SourceLine[], style: Style): SourceLine {
  let syllables = 0;
  const inVerse = lines.findIndex((line) => {
    syllables += line.syllables.length;
    return syllables > style.form.verseBars * BAR_SYLLABLES;
  });
  return chooseHook(lines, inVerse < 0 ? lines.length : inVerse);
}

function hookOfWords(
  wanted: string,
  lines: readonly SourceLine[],
  words: ReadonlyMap<number, string>,
): SourceLine {
  const { from, to } = findWords(wanted, words);
  const all = lines.flatMap(({ syllables }) => syllables);
  return { syllables: all.filter(({ index }) => index >= from && index <= to), pauseAfter: true };
}
