import { RapgoError } from '../../../engine/errors.js';
import { tooLong } from '../length-limit.js';

/** Longest that ffmpeg may get no further; slow disks and networks need seconds. */
const STALL_SECONDS = 120;
/** More than anybody records in one go: what goes on beyond it never ends. */
const LONGEST_SECONDS = 48 * 3600;

/** Sees that a run gets on. */
export interface Watchdog {
  /** Hears how many seconds of the result are done. */
  hear(doneSeconds: number): void;
  end(): void;
}

/**
 * Stops a run that gets no further or that never ends: a file of a few bytes can unfold into days of silence.
 *
 * @param stop ends the run with this reason
 */
export function watchRun(file: string, stop: (reason: RapgoError) => void): Watchdog {
  const bark = () =>
    stop(new RapgoError('tool/timeout', `ffmpeg got no further with ${file} for ${STALL_SECONDS} s`));
  let timer = setTimeout(bark, STALL_SECONDS * 1000);
  let furthest = 0;
  return {
    hear(doneSeconds) {
      if (doneSeconds > LONGEST_SECONDS) stop(tooLong(file, LONGEST_SECONDS));
      if (doneSeconds <= furthest) return;
      furthest = doneSeconds;
      clearTimeout(timer);
      timer = setTimeout(bark, STALL_SECONDS * 1000);
    },
    end: () => clearTimeout(timer),
  };
}
