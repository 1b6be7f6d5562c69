import * as v from 'valibot';
import { OUTPUT_FORMATS } from '../ports/media.js';
import { ENGINE_CHOICES, MOST_SEMITONES, RATIOS } from '../sound/limits.js';
import { faultOfAnchors } from '../sound/stretch-map.js';

const address = v.pipe(v.string(), v.url());

const shared = {
  /** Where the sound goes; null hands it to the caller as it is made, as WAV. */
  output: v.nullable(address),
  format: v.picklist(OUTPUT_FORMATS),
  engine: v.picklist(ENGINE_CHOICES),
  /** An existing file may be replaced. */
  force: v.boolean(),
};

const anchors = v.pipe(
  v.array(v.tuple([v.number(), v.number()])),
  v.rawCheck<[number, number][]>(({ dataset, addIssue }) => {
    const fault = dataset.typed ? faultOfAnchors(dataset.value) : undefined;
    if (fault !== undefined) addIssue({ message: fault });
  }),
);

/** Options of a stretch job: plain JSON. */
export const StretchOptionsSchema = v.strictObject({
  ...shared,
  /** How long the result is to be. */
  length: v.union([
    v.strictObject({ ratio: v.pipe(v.number(), v.minValue(RATIOS.min), v.maxValue(RATIOS.max)) }),
    v.strictObject({ toSeconds: v.pipe(v.number(), v.gtValue(0), v.finite()) }),
    v.strictObject({ anchors }),
  ]),
});
/** See {@link StretchOptionsSchema}. */
export type StretchOptions = v.InferOutput<typeof StretchOptionsSchema>;

/** Options of a pitch job. */
export const PitchOptionsSchema = v.strictObject({
  ...shared,
  semitones: v.pipe(v.number(), v.minValue(-MOST_SEMITONES), v.maxValue(MOST_SEMITONES)),
  /** Whether resonances stay, so that a voice stays the same person's, or go along. */
  formants: v.picklist(['keep', 'move']),
});
/** See {@link PitchOptionsSchema}. */
export type PitchOptions = v.InferOutput<typeof PitchOptionsSchema>;
