/** Silence that begins or ends this near to an end of the sound reaches it. */
const EDGE_SECONDS = 0.1;

/** Where a recording is silent at its ends, from the words of ffmpeg's `silencedetect`. */
export interface SilenceTracker {
  hear(line: string): void;
  /** @param end length of the recording, seconds; both are 0 where nothing but silence was heard */
  soundRange(end: number): { readonly soundFrom: number; readonly soundTo: number };
}

/** Follows one pass. */
export function createSilenceTracker(): SilenceTracker {
  let soundFrom = 0;
  let lastFrom = 0;
  /** Undefined while the last silence goes on. */
  let lastTo: number | undefined = 0;
  return {
    hear(line) {
      const from = /silence_start: (-?[\d.]+)/.exec(line)?.[1];
      const to = /silence_end: (-?[\d.]+)/.exec(line)?.[1];
      if (from !== undefined) [lastFrom, lastTo] = [Math.max(0, Number(from)), undefined];
      else if (to !== undefined) {
        lastTo = Number(to);
        if (lastFrom < EDGE_SECONDS) soundFrom = lastTo;
      }
    },
    soundRange(end) {
      const isSilentAtEnd = lastTo === undefined || (lastTo > 0 && lastTo > end - EDGE_SECONDS);
      const soundTo = isSilentAtEnd ? lastFrom : end;
      const isSilent = isSilentAtEnd && lastFrom < EDGE_SECONDS;
      return isSilent || soundFrom >= soundTo ? { soundFrom: 0, soundTo: 0 } : { soundFrom, soundTo };
    },
  };
}
