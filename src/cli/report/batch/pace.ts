const WINDOW_MS = 30_000;
const SAMPLE_MS = 500;

/** How quickly a number grows of late. */
export interface Pace {
  /** Takes the number as it is at a time, milliseconds. */
  add(value: number, timeMs: number): void;
  /** Per millisecond over the last half minute; undefined until something is known. */
  rate(): number | undefined;
}

/** Forgets what is long past: files that were skipped at once say nothing of those that are work. */
export function createPace(): Pace {
  const samples: { readonly value: number; readonly timeMs: number }[] = [];
  return {
    add(value, timeMs) {
      if (value <= 0) return; // getting started is not the work
      const last = samples.at(-1);
      if (last !== undefined && timeMs - last.timeMs < SAMPLE_MS) return;
      samples.push({ value, timeMs });
      while (samples.length > 2 && timeMs - samples[0]!.timeMs > WINDOW_MS) samples.shift();
    },
    rate() {
      const [first, last] = [samples[0], samples.at(-1)];
      if (first === undefined || first === last) return undefined;
      const rate = (last!.value - first.value) / (last!.timeMs - first.timeMs);
      return rate > 0 ? rate : undefined;
    },
  };
}
