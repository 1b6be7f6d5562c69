import { RapgoError } from '../../engine/errors.js';

/** Encoders round lengths up to whole packets: this much beyond the limit is still the same length. */
export const LIMIT_TOLERANCE_SECONDS = 0.1;

/** A recording that goes on past the limit; `seconds` where its length is known. */
export function tooLong(file: string, limitSeconds: number, seconds?: number): RapgoError {
  const length = seconds === undefined ? 'longer' : `${Math.round(seconds)} s long, more`;
  return new RapgoError('media/too-long', `${file} is ${length} than the limit of ${limitSeconds} s`);
}
