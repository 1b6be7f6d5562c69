import * as v from 'valibot';
import { DrumSoundSchema, NoteSoundSchema, TextureSchema } from './sounds.js';

/** The stems of the instrumental, in the order in which they are mixed. */
export const BAND_STEMS = ['drums', 'bass', 'keys'] as const;
/** See {@link BAND_STEMS}. */
export type BandStem = (typeof BAND_STEMS)[number];

/** Name of a voice or part: as short as a word. */
export const VoiceNameSchema = v.pipe(
  v.string(),
  v.regex(/^[a-z][a-zA-Z0-9-]{0,23}$/, 'a letter, then letters, digits or hyphens'),
);

const BusSchema = v.strictObject({
  /** Level of the stem in the mix. */
  levelDb: v.pipe(v.number(), v.minValue(-60), v.maxValue(24)),
  /** Nothing of the stem exceeds this; the closer `levelDb` drives the stem to it, the warmer it overloads. */
  ceilingDb: v.pipe(v.number(), v.minValue(-24), v.maxValue(-1)),
});

const DuckSchema = v.strictObject({
  /** Drum voice that pushes the others down. */
  by: VoiceNameSchema,
  /** How far, dB >= 0. */
  bassDb: v.pipe(v.number(), v.minValue(0), v.maxValue(24)),
  keysDb: v.pipe(v.number(), v.minValue(0), v.maxValue(24)),
  /** Time at the bottom, then time back up. */
  holdMs: v.pipe(v.number(), v.minValue(0), v.maxValue(300)),
  releaseMs: v.pipe(v.number(), v.minValue(10), v.maxValue(800)),
});

/** How the instruments sound and how loud they are: all that rendering needs beside the notes. */
export const KitSchema = v.strictObject({
  /** Drum voices by the names that the grooves use. */
  drums: v.record(VoiceNameSchema, DrumSoundSchema),
  /** Null where nothing plays the bass. */
  bass: v.optional(v.nullable(NoteSoundSchema), null),
  /** Harmony and melody, by the names of the parts. */
  keys: v.record(VoiceNameSchema, NoteSoundSchema),
  texture: v.optional(v.nullable(TextureSchema), null),
  bus: v.strictObject({ drums: BusSchema, bass: BusSchema, keys: BusSchema }),
  /** Room for the bass drum; null leaves everything level. */
  duck: v.optional(v.nullable(DuckSchema), null),
});

/** See {@link KitSchema}. */
export type Kit = v.InferOutput<typeof KitSchema>;
