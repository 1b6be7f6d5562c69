import * as v from 'valibot';
import { KitSchema, VoiceNameSchema } from './kit.js';
import { faultsOfScore } from './score-faults.js';

const bar = v.pipe(v.string(), v.maxLength(200));
const name = VoiceNameSchema;

/** Drum bars by voice; each voice repeats its own bars, so one may be four bars long while another has one. */
const GrooveSchema = v.record(name, v.pipe(v.array(bar), v.minLength(1), v.maxLength(8)));

/** One bar laid over the groove: `=` keeps the groove's step, voices not named play on. */
const FillSchema = v.record(name, bar);

const PartSchema = v.strictObject({
  /** Lowest MIDI pitch at which the part's first degree (or its chords) may stand; it lies within the octave above. */
  lowMidi: v.pipe(v.number(), v.integer(), v.minValue(20), v.maxValue(96)),
  /** Whether degrees count from the chord's root or from the key's tonic. */
  relativeTo: v.picklist(['chord', 'key']),
  /** Time a slide takes, ms; used where a line says `~`. @default 80 */
  glideMs: v.optional(v.pipe(v.number(), v.minValue(5), v.maxValue(400))),
  /** Lines by name; each repeats its bars. */
  lines: v.record(name, v.pipe(v.array(bar), v.minLength(1), v.maxLength(8))),
});

const LayerSchema = v.strictObject({
  /** Share of the section at which this holds, 0 (its beginning) to 1. */
  from: v.pipe(v.number(), v.minValue(0), v.maxValue(1)),
  /** Voices and parts that are silent: their names, or `drums`, `bass`, `keys` for all of a stem. */
  without: v.array(v.string()),
});

const SectionBandSchema = v.strictObject({
  /** Grooves, in turn every four bars. */
  grooves: v.pipe(v.array(name), v.minLength(1)),
  /** Chord progression. */
  chords: name,
  /** Lines that each part plays, in turn every four bars; a part that is not named is silent. */
  lines: v.record(name, v.pipe(v.array(name), v.minLength(1))),
  /** What is left out, in order of `from`; empty for all in. */
  layers: v.array(LayerSchema),
  /** Drum voices struck as the section begins. */
  enter: v.array(name),
  /** A sound that leads up to the section, and its length in beats. */
  leadIn: v.optional(
    v.nullable(v.strictObject({ voice: name, beats: v.pipe(v.number(), v.minValue(0.5), v.maxValue(16)) })),
    null,
  ),
  /** Whether fills mark every fourth and eighth bar, and the last. */
  fills: v.boolean(),
});

const ScoreSchema = v.strictObject({
  kit: KitSchema,
  /** Steps of every bar: 16 sixteenths or 12 eighth triplets. */
  grid: v.picklist(['sixteenth', 'triplet']),
  /** Seeded deviation of every stroke, at most ± this many ms. */
  humaniseMs: v.pipe(v.number(), v.minValue(0), v.maxValue(3)),
  grooves: v.record(name, GrooveSchema),
  /** Small fills end four bars; big ones eight bars and sections. */
  fills: v.strictObject({ small: v.array(FillSchema), big: v.array(FillSchema) }),
  /** The key's mode that the style wants. */
  mode: v.picklist(['minor', 'major']),
  chords: v.record(name, v.pipe(v.array(v.string()), v.minLength(1), v.maxLength(32))),
  /** Bars that one chord lasts. */
  barsPerChord: v.picklist([0.5, 1, 2, 4]),
  /** Parts by name: `bass` plays the kit's bass, every other the kit's keys of that name. */
  parts: v.record(name, PartSchema),
  sections: v.strictObject({
    intro: SectionBandSchema,
    verse: SectionBandSchema,
    hook: SectionBandSchema,
    outro: SectionBandSchema,
  }),
  /** What plays on when the drums stop for a moment: names as in `without`. */
  dropKeeps: v.array(v.string()),
});

/** The music of a style: instruments, patterns, harmony and how they are laid out over a song. */
export const BandSchema = v.pipe(
  ScoreSchema,
  v.rawCheck(({ dataset, addIssue }) => {
    if (!dataset.typed) return;
    for (const { path, message } of faultsOfScore(dataset.value)) {
      const items = path.map((key) => ({
        type: 'object' as const,
        origin: 'value' as const,
        input: {},
        key: String(key),
        value: undefined,
      }));
      addIssue({ message, ...(items[0] ? { path: [items[0], ...items.slice(1)] } : {}) });
    }
  }),
);

/** See {@link BandSchema}. */
export type BandStyle = v.InferOutput<typeof ScoreSchema>;
/** How a band plays one kind of section. */
export type SectionBand = v.InferOutput<typeof SectionBandSchema>;
/** A pitched part of a band. */
export type BandPart = v.InferOutput<typeof PartSchema>;
