import { createLoudnessMeter } from '../../dsp/loudness.js';

/** What is listened to: the beginning, and a little of every minute after it. Measuring all would take half as long as stretching. */
const BEGINNING_SECONDS = 30;
const EVERY_SECONDS = 60;
const EXCERPT_SECONDS = 2;

/** Measures by how much a change made a sound louder. */
export interface LoudnessChange {
  /** Takes the next samples of every channel, before and after the change. */
  hearInput(channels: readonly Float32Array[]): void;
  hearOutput(channels: readonly Float32Array[]): void;
  /** Integrated loudness after less before, LU; null where there is nothing to compare: silence, or less than 0.4 s. */
  result(): number | null;
}

/** What a meter is made for. */
export interface LoudnessChangeOptions {
  readonly sampleRate: number;
  readonly channelCount: number;
  /** Where input sample `at` is heard in the output. */
  readonly outputAt: (at: number) => number;
}

/** A meter that compares the same excerpts of both sides: the first half minute and two seconds of every minute after. */
export function createLoudnessChange({ outputAt, ...shape }: LoudnessChangeOptions): LoudnessChange {
  const excerpt = (index: number): readonly [number, number] => {
    const start = index * EVERY_SECONDS * shape.sampleRate;
    return [start, start + (index === 0 ? BEGINNING_SECONDS : EXCERPT_SECONDS) * shape.sampleRate];
  };
  const before = createExcerptMeter(shape, excerpt);
  const after = createExcerptMeter(shape, (index) => {
    const [start, end] = excerpt(index);
    return [Math.round(outputAt(start)), Math.round(outputAt(end))];
  });
  return {
    hearInput: before.hear,
    hearOutput: after.hear,
    result() {
      const change = after.lufs() - before.lufs();
      return Number.isFinite(change) ? change : null;
    },
  };
}

function createExcerptMeter(
  shape: { readonly sampleRate: number; readonly channelCount: number },
  excerpt: (index: number) => readonly [start: number, end: number],
) {
  const meter = createLoudnessMeter(shape);
  let position = 0;
  let index = 0;
  let [start, end] = excerpt(0);
  return {
    hear(channels: readonly Float32Array[]): void {
      const last = position + channels[0]!.length;
      for (let at = position; at < last && start < last; ) {
        const [from, to] = [Math.max(at, start), Math.min(last, end)];
        if (to > from)
          meter.process(channels.map((channel) => channel.subarray(from - position, to - position)));
        at = Math.max(at, to);
        if (at >= end) [start, end] = excerpt(++index);
      }
      position = last;
    },
    lufs: () => meter.result().integratedLufs,
  };
}
