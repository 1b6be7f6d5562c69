import * as v from 'valibot';
import { StyleSchema } from './style.js';

/** Version of the plan file; readers refuse any other. */
export const PLAN_VERSION = 1;

const seconds = v.pipe(v.number(), v.finite());
const fromZero = v.pipe(seconds, v.minValue(0));
const index = v.pipe(v.number(), v.integer(), v.minValue(0));

/** One syllable: where it is in the source and where it goes. All times in seconds. */
export const PlannedSyllableSchema = v.strictObject({
  /** Number of the syllable in the source, from 0, in order of time. */
  syllable: index,
  word: v.optional(v.string()),
  /** In the source: beginning of its consonants, its P-centre (vowel onset) and its end. */
  sourceStart: fromZero,
  sourcePCentre: fromZero,
  sourceEnd: fromZero,
  /** 0 (weak) to 1 (strong). */
  stress: v.pipe(v.number(), v.minValue(0), v.maxValue(1)),
  /** Bar of the song, from 0. */
  bar: index,
  /** Slot in the bar, from 0; a bar has 8, 12 or 16 slots as `grid` says. */
  slot: index,
  /** Where its P-centre shall be heard, seconds from the song's start: swing and micro-timing included. */
  target: fromZero,
  /** Length of its vowel in the output over that in the source. */
  stretch: v.pipe(v.number(), v.minValue(0.05), v.maxValue(20)),
  /** Why it stands there. */
  reason: v.string(),
});

/** One line of the lead voice, or of a second voice. */
export const PlannedLineSchema = v.strictObject({
  id: index,
  /** Index into `sections`. */
  section: index,
  /** `lead` is the rap itself; the others are added voices and take no part in the order of words. */
  role: v.picklist(['lead', 'double', 'adlib']),
  /** For a line heard before: `id` of its first occurrence. */
  repeats: v.nullable(index),
  /** Words of the line, where known. */
  text: v.optional(v.string()),
  gainDb: v.pipe(v.number(), v.minValue(-60), v.maxValue(12)),
  /** −1 left to 1 right. */
  pan: v.pipe(v.number(), v.minValue(-1), v.maxValue(1)),
  pitchSemitones: v.pipe(v.number(), v.minValue(-24), v.maxValue(24)),
  syllables: v.pipe(v.array(PlannedSyllableSchema), v.minLength(1)),
});

/** A part of the song. */
export const SectionSchema = v.strictObject({
  kind: v.picklist(['intro', 'verse', 'hook', 'outro']),
  startBar: index,
  bars: v.pipe(v.number(), v.integer(), v.minValue(1)),
});

/** A musical key. */
export const KeySchema = v.strictObject({
  /** Pitch class: 0 = C … 11 = B. */
  tonic: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(11)),
  mode: v.picklist(['minor', 'major']),
});

const BeatFileSchema = v.strictObject({
  name: v.string(),
  sha256: v.string(),
  /** Two downbeats of the file, seconds: when the song reaches the second one it goes on at the first. */
  loopFrom: fromZero,
  loopTo: fromZero,
});

/** Everything that `rapgo render` needs, and that a person may edit. See docs/plan.md. */
export const PlanSchema = v.strictObject({
  planVersion: v.literal(PLAN_VERSION),
  rapgoVersion: v.string(),
  source: v.strictObject({ name: v.string(), sha256: v.string(), durationSeconds: fromZero }),
  /** Level of every phrase of the source against the others: its place in seconds and the gain it gets. */
  voiceGains: v.array(
    v.strictObject({
      start: fromZero,
      end: fromZero,
      gainDb: v.pipe(v.number(), v.minValue(-60), v.maxValue(60)),
    }),
  ),
  style: StyleSchema,
  seed: index,
  key: KeySchema,
  tempoBpm: v.pipe(v.number(), v.minValue(30), v.maxValue(300)),
  /** Seconds of beat 0 of bar 0 in the song. */
  gridStart: fromZero,
  /** Song times of every beat where the beat is a recording; absent where the tempo is constant. */
  beatTimes: v.optional(v.array(seconds)),
  grid: v.picklist(['eighth', 'sixteenth', 'triplet']),
  strength: v.pipe(v.number(), v.minValue(0), v.maxValue(1)),
  /** Pitch of the voice pulled to the key; null leaves it alone. */
  tune: v.nullable(KeySchema),
  beat: v.nullable(BeatFileSchema),
  sections: v.array(SectionSchema),
  lines: v.array(PlannedLineSchema),
  /** Speech that is not in the rap, and why. */
  leftOut: v.array(v.strictObject({ sourceStart: fromZero, sourceEnd: fromZero, reason: v.string() })),
  targetLufs: v.pipe(v.number(), v.minValue(-40), v.maxValue(-5)),
  ceilingDbtp: v.pipe(v.number(), v.minValue(-12), v.maxValue(0)),
});

/** See {@link PlanSchema}. */
export type Plan = v.InferOutput<typeof PlanSchema>;
/** See {@link PlannedLineSchema}. */
export type PlannedLine = v.InferOutput<typeof PlannedLineSchema>;
/** See {@link PlannedSyllableSchema}. */
export type PlannedSyllable = v.InferOutput<typeof PlannedSyllableSchema>;
/** See {@link SectionSchema}. */
export type Section = v.InferOutput<typeof SectionSchema>;
/** A musical key. */
export type Key = v.InferOutput<typeof KeySchema>;
