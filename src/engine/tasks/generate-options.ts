import * as v from 'valibot';
import { OUTPUT_FORMATS } from '../ports/media.js';
import { KeySchema, PlanSchema } from '../rap/plan.js';
import { StyleSchema } from '../rap/style.js';

const address = v.pipe(v.string(), v.url());

/** What generate and render have in common: where results go. */
const shared = {
  /** Where the rap goes; may hold {@link STYLE_PLACEHOLDER} for generate. */
  output: address,
  format: v.picklist(OUTPUT_FORMATS),
  stemsDir: v.nullable(address),
  labelsFile: v.nullable(address),
  lyricsFile: v.nullable(address),
  /** A score below the marks is a failure. */
  strict: v.boolean(),
  /** Existing files may be replaced. */
  force: v.boolean(),
};

/** Options of a generate job: plain JSON; null leaves a choice to the voice and the style. */
export const GenerateOptionsSchema = v.strictObject({
  ...shared,
  planFile: v.nullable(address),
  style: v.nullable(StyleSchema),
  tempoBpm: v.nullable(v.pipe(v.number(), v.minValue(40), v.maxValue(240))),
  /** Seconds of the first downbeat in a recorded beat. */
  offsetSeconds: v.nullable(v.pipe(v.number(), v.minValue(0))),
  /** Takes a recorded beat at half or double the tracked tempo. */
  tempoFactor: v.picklist([0.5, 1, 2]),
  grid: v.nullable(v.picklist(['eighth', 'sixteenth', 'triplet'])),
  strength: v.pipe(v.number(), v.minValue(0), v.maxValue(1)),
  swing: v.nullable(v.pipe(v.number(), v.minValue(0.5), v.maxValue(0.75))),
  key: v.nullable(KeySchema),
  tune: v.nullable(v.union([KeySchema, v.literal('auto')])),
  hook: v.nullable(v.pipe(v.string(), v.minLength(1))),
  /** The words themselves. */
  transcript: v.nullable(v.string()),
  /** null takes it from the hash of the speech. */
  seed: v.nullable(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(2 ** 32 - 1))),
  targetLufs: v.pipe(v.number(), v.minValue(-40), v.maxValue(-5)),
  ceilingDbtp: v.pipe(v.number(), v.minValue(-12), v.maxValue(0)),
  title: v.string(),
});
/** See {@link GenerateOptionsSchema}. */
export type GenerateOptions = v.InferOutput<typeof GenerateOptionsSchema>;

/** Options of a render job. */
export const RenderOptionsSchema = v.strictObject({ ...shared, plan: PlanSchema });
/** See {@link RenderOptionsSchema}. */
export type RenderOptions = v.InferOutput<typeof RenderOptionsSchema>;
