import * as v from 'valibot';
import { BandSchema } from '../band/band-style.js';

const unit = v.pipe(v.number(), v.minValue(0), v.maxValue(1));
const bars = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(64));
const tempo = v.pipe(v.number(), v.minValue(50), v.maxValue(200));
const db = v.pipe(v.number(), v.minValue(-60), v.maxValue(12));

/** How syllables meet the grid. */
const FlowSchema = v.strictObject({
  /** Smallest slot a syllable may stand on: 16ths (4 a beat), 8th triplets (3 a beat) or 8ths (2 a beat). */
  grid: v.picklist(['eighth', 'sixteenth', 'triplet']),
  /** Place of the second 16th pair member in its 8th, 0.5 = straight, 0.66 = triplet feel. */
  swing: v.pipe(v.number(), v.minValue(0.5), v.maxValue(0.75)),
  /** Most syllables in one line before it is broken at its best breathing place. */
  syllablesPerLine: v.pipe(v.number(), v.integer(), v.minValue(3), v.maxValue(32)),
  /** Seeded deviation from the slot, at most ± this many ms. */
  microTimingMs: v.pipe(v.number(), v.minValue(0), v.maxValue(12)),
  /** Constant lag of the voice behind the beat (laid back > 0). */
  lagMs: v.pipe(v.number(), v.minValue(-12), v.maxValue(30)),
});

/** Length of the parts of a song; verses take what the speech needs. */
const FormSchema = v.strictObject({
  introBars: bars,
  /** A verse ends at the first line end at or after this length. */
  verseBars: v.pipe(bars, v.minValue(2)),
  hookBars: v.pipe(bars, v.minValue(1)),
  outroBars: bars,
});

/** What is added to the lead voice. */
const AdlibSchema = v.strictObject({
  /** Chance that a short echo of the last syllables answers a line. */
  echoAfterLine: unit,
  /** Chance that a line begins with its first syllable repeated. */
  stutter: unit,
  /** Chance that line ends are doubled. */
  doubleLineEnds: unit,
  /** Whether the hook is doubled left and right. */
  doubleHook: v.boolean(),
  /** Semitones of ad-libs against the lead. */
  pitchSemitones: v.pipe(v.number(), v.minValue(-12), v.maxValue(12)),
  /** Whether the drums stop for the last line of a verse. */
  dropBeforeHook: v.boolean(),
});

/** Room and echo of the voice. */
const SpaceSchema = v.strictObject({
  roomSeconds: v.pipe(v.number(), v.minValue(0.05), v.maxValue(6)),
  roomDb: db,
  /** Echo time in beats; 0.75 = dotted eighth. */
  delayBeats: v.pipe(v.number(), v.minValue(0.125), v.maxValue(4)),
  delayFeedback: v.pipe(v.number(), v.minValue(0), v.maxValue(0.8)),
  delayDb: db,
});

/** A style: everything that makes one rap sound unlike another, as data. */
export const StyleSchema = v.strictObject({
  styleVersion: v.literal(1),
  name: v.pipe(v.string(), v.regex(/^[a-z0-9][a-z0-9-]{0,39}$/, 'lower-case letters, digits and hyphens')),
  title: v.pipe(v.string(), v.minLength(1), v.maxLength(60)),
  /** One sentence: how it sounds. */
  description: v.pipe(v.string(), v.minLength(1), v.maxLength(200)),
  tempoBpm: v.pipe(
    v.strictObject({ min: tempo, max: tempo }),
    v.check(({ min, max }) => min <= max, 'min must not be above max'),
  ),
  flow: FlowSchema,
  form: FormSchema,
  adlibs: AdlibSchema,
  space: SpaceSchema,
  /** Depth by which the voice pushes the music down, dB >= 0. */
  duckDb: v.pipe(v.number(), v.minValue(0), v.maxValue(12)),
  /** Drums, bass and harmony; null for voice alone. */
  band: v.optional(v.nullable(BandSchema), null),
});

/** See {@link StyleSchema}. */
export type Style = v.InferOutput<typeof StyleSchema>;
