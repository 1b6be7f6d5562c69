import * as v from 'valibot';
import { CONVERT_FORMATS, VERIFY_LEVELS } from '../ports/converter.js';
import { RATIOS } from '../sound/limits.js';

const whole = v.pipe(v.number(), v.integer(), v.minValue(0));
const seconds = v.pipe(v.number(), v.finite(), v.minValue(0));

/** Options of a convert job: plain JSON. null leaves a thing as it is. */
export const ConvertOptionsSchema = v.pipe(
  v.strictObject({
    output: v.pipe(v.string(), v.url()),
    format: v.picklist(CONVERT_FORMATS),
    /** A step of the encoder's scale, 0 the best, or a rate. */
    quality: v.nullable(
      v.union([
        v.strictObject({ vbr: v.pipe(v.number(), v.minValue(0), v.maxValue(9)) }),
        v.strictObject({ kbps: v.pipe(v.number(), v.minValue(6), v.maxValue(2000)) }),
      ]),
    ),
    sampleRate: v.nullable(v.pipe(whole, v.minValue(4000), v.maxValue(384_000))),
    channelCount: v.nullable(v.pipe(whole, v.minValue(1), v.maxValue(8))),
    /** Audio track, from 0. */
    track: v.nullable(whole),
    startSeconds: v.nullable(seconds),
    endSeconds: v.nullable(seconds),
    /** Integrated loudness of the result. */
    normalizeLufs: v.nullable(v.pipe(v.number(), v.minValue(-70), v.maxValue(-5))),
    /** Whether silence at both ends is left out. */
    trimSilence: v.boolean(),
    /** Output length over input length, pitch kept. */
    ratio: v.nullable(v.pipe(v.number(), v.minValue(RATIOS.min), v.maxValue(RATIOS.max))),
    /** Whether packets are taken over where that is possible. */
    copy: v.boolean(),
    /** Replace those of the source. */
    tags: v.record(v.string(), v.string()),
    chapters: v.boolean(),
    verify: v.picklist(VERIFY_LEVELS),
    /** An existing file may be replaced. */
    force: v.boolean(),
  }),
  v.check(
    ({ startSeconds, endSeconds }) => endSeconds === null || endSeconds > (startSeconds ?? 0),
    'ends before it begins',
  ),
);
/** See {@link ConvertOptionsSchema}. */
export type ConvertOptions = v.InferOutput<typeof ConvertOptionsSchema>;
