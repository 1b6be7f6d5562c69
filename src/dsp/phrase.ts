/** Seconds between the values of {@link activityFrames}. */
export const ACTIVITY_HOP_SECONDS = 0.01;

const FLOOR_MARGIN_DB = 6;
const PEAK_MARGIN_DB = 35;
const SILENT_DB = -90; // re full scale: no recording of anything is that quiet
const NEIGHBOURHOOD_FRAMES = 150; // the loudest frame within 1.5 s counts as the phrase's peak
const PAUSE_FRAMES = 15;

/** Level of a signal in 20 ms frames, one every {@link ACTIVITY_HOP_SECONDS}, in dB re full scale. */
export function levelFrames(samples: Float32Array, sampleRate: number): Float32Array {
  const hop = ACTIVITY_HOP_SECONDS * sampleRate;
  const frames = Math.floor(samples.length / hop) + 1;
  return Float32Array.from({ length: frames }, (_, t) => {
    const from = Math.max(0, Math.round((t - 1) * hop));
    const to = Math.min(samples.length, Math.round((t + 1) * hop));
    let sum = 0;
    for (let n = from; n < to; n++) sum += samples[n]! * samples[n]!;
    return 10 * Math.log10(sum / Math.max(1, to - from) + 1e-10);
  });
}

/**
 * Which frames carry sound above both the room's noise and the tail of the phrase around them.
 *
 * @param levelDb as {@link levelFrames} gives it
 * @returns shape [frames], 1 or 0
 */
export function activityFrames(levelDb: Float32Array): Uint8Array {
  const sorted = Float32Array.from(levelDb).sort();
  const floor = sorted[Math.floor(0.1 * sorted.length)] ?? 0;
  const loud = sorted[Math.floor(0.95 * sorted.length)] ?? 0;
  // Speech without pauses has no quiet tenth: its own soft sounds must not pass for noise.
  const noise = Math.min(floor + FLOOR_MARGIN_DB, loud - 15);
  return Uint8Array.from(levelDb, (level, t) => {
    let peak = -200;
    const end = Math.min(levelDb.length - 1, t + NEIGHBOURHOOD_FRAMES);
    for (let near = Math.max(0, t - NEIGHBOURHOOD_FRAMES); near <= end; near += 3) {
      if (levelDb[near]! > peak) peak = levelDb[near]!;
    }
    return level > Math.max(SILENT_DB, noise, Math.max(peak, loud - 20) - PEAK_MARGIN_DB) ? 1 : 0;
  });
}

/**
 * The longest pause between two frames.
 *
 * @returns first and last + 1 frame of the pause; undefined where none lasts 150 ms
 */
export function longestPause(active: Uint8Array, from: number, to: number): [number, number] | undefined {
  let best: [number, number] | undefined;
  let length = PAUSE_FRAMES - 1;
  let start = -1;
  for (let t = from; t <= to; t++) {
    if (t < to && active[t] === 0) {
      if (start < 0) start = t;
      continue;
    }
    if (start >= 0 && t - start > length) {
      best = [start, t];
      length = t - start;
    }
    start = -1;
  }
  return best;
}
