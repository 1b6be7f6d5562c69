import type { Conversion } from '../../../engine/ports/converter.js';
import type { FoundMedia } from '../media-info.js';

/** Seconds of a source that are to be converted; undefined where nobody knows. */
export function wantedSeconds(
  source: FoundMedia | undefined,
  { startSeconds, endSeconds }: Pick<Conversion, 'startSeconds' | 'endSeconds'>,
): number | undefined {
  const whole = source?.durationSeconds ?? endSeconds;
  if (whole === null) return undefined;
  return Math.max(0, Math.min(whole, endSeconds ?? whole) - (startSeconds ?? 0));
}
