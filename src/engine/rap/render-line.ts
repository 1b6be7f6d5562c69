import { trackF0 } from '../../dsp/f0.js';
import { createTimeMap, type TimeMap } from '../../dsp/time-map.js';
import { timeStretch } from '../../dsp/time-stretch.js';
import { semitonesToRatio } from '../../dsp/units.js';
import { varispeed } from '../../dsp/varispeed.js';
import { accentuate } from './accent.js';
import { type LineAnchor, lineAnchors } from './line-map.js';
import type { Key, PlannedLine } from './plan.js';
import { tuneRatio } from './tune.js';

/** A line to be sung, with the stretch of voice it is made from. Survives structured cloning. */
export interface LineJob {
  /** The voice from `sliceStart` on, one channel. */
  readonly slice: Float32Array;
  /** Sample of the source at which `slice` begins. */
  readonly sliceStart: number;
  readonly sampleRate: number;
  readonly line: PlannedLine;
  readonly tune: Key | null;
  /** How clearly syllables are set off, 0 to 1. */
  readonly accent: number;
}

const FADE_SECONDS = 0.008;

/** Source seconds a line needs, with room for the analysis windows around it. */
export function lineRange(line: PlannedLine): { readonly from: number; readonly to: number } {
  const anchors = lineAnchors(line);
  return { from: Math.max(0, anchors[0]![0] - 0.05), to: anchors.at(-1)![0] + 0.05 };
}

/** Song seconds at which a line begins to sound; >= 0. */
export const lineStart = (line: PlannedLine): number => Math.max(0, lineAnchors(line)[0]![1]);

/**
 * Sings one line: stretched along its map, turned in pitch where asked, faded at both ends. Sample 0 is
 * {@link lineStart}, so that lines alike but for their place sound alike.
 */
export function renderLine({ slice, sliceStart, sampleRate, line, tune, accent }: LineJob): Float32Array {
  const start = lineStart(line) * sampleRate;
  const local = lineAnchors(line).map(
    ([source, song]): LineAnchor => [source * sampleRate - sliceStart, song * sampleRate - start],
  );
  const length = Math.max(1, Math.round(local.at(-1)![1]));
  const ratios = pitchRatios(slice, sliceStart, sampleRate, line, tune);
  const samples = ratios.every((ratio) => ratio === 1)
    ? stretched(slice, sampleRate, createTimeMap(local), length)
    : sungAtPitch(slice, sampleRate, local, length, line, start, ratios);
  const targets = line.syllables.map(({ target }) => target * sampleRate - start);
  accentuate(samples, sampleRate, targets, accent);
  fadeEnds(samples, Math.round(FADE_SECONDS * sampleRate));
  return samples;
}

/** Frequency ratio of each syllable. */
function pitchRatios(
  slice: Float32Array,
  sliceStart: number,
  sampleRate: number,
  line: PlannedLine,
  tune: Key | null,
): number[] {
  const shift = semitonesToRatio(line.pitchSemitones);
  if (!tune) return line.syllables.map(() => shift);
  const f0 = trackF0(slice, sampleRate);
  const offset = sliceStart / sampleRate;
  return line.syllables.map(
    (s) => shift * tuneRatio(f0, s.sourcePCentre - offset, s.sourceEnd - offset, tune),
  );
}

/**
 * Raises pitch by stretching further and playing back faster: between two syllables' targets the stretched voice
 * runs `ratio` times as long, and is read `ratio` times as fast.
 */
function sungAtPitch(
  slice: Float32Array,
  sampleRate: number,
  anchors: readonly LineAnchor[],
  length: number,
  { syllables }: PlannedLine,
  start: number,
  ratios: readonly number[],
): Float32Array {
  const bounds = syllables.map(({ target }, i) =>
    i === 0 ? Number.NEGATIVE_INFINITY : target * sampleRate - start,
  );
  const origin = Math.min(0, anchors[0]![1]);
  const longTime = (song: number): number => {
    let sum = 0;
    bounds.forEach((bound, i) => {
      const from = Math.max(origin, bound);
      const to = Math.min(song, bounds[i + 1] ?? Number.POSITIVE_INFINITY);
      if (to > from) sum += (to - from) * ratios[i]!;
    });
    return sum;
  };
  const breaks = bounds.slice(1).map((song): LineAnchor => [sourceAt(anchors, song), song]);
  const all = [...anchors, ...breaks]
    .sort((a, b) => a[1] - b[1])
    .filter(([s, o], i, list) => {
      const before = list[i - 1];
      return !before || (s > before[0] + 1e-6 && o > before[1] + 1e-6);
    });
  const long = createTimeMap(all.map(([source, song]) => [source, longTime(song)]));
  const longer = stretched(slice, sampleRate, long, Math.ceil(longTime(length)) + 1);
  return varispeed(longer, length, longTime, Math.max(...ratios));
}

/** Stretched along a map, cut or followed by silence to the wanted length. */
function stretched(slice: Float32Array, sampleRate: number, map: TimeMap, length: number): Float32Array {
  const { channels } = timeStretch({ sampleRate, channels: [slice] }, { map, engine: 'voice' });
  const samples = new Float32Array(length);
  samples.set(channels[0]!.subarray(0, length));
  return samples;
}

function sourceAt(anchors: readonly LineAnchor[], song: number): number {
  const i = Math.max(
    1,
    anchors.findIndex(([, at]) => at >= song),
  );
  const [left, right] = [anchors[i - 1]!, anchors[i]!];
  return left[0] + ((song - left[1]) * (right[0] - left[0])) / (right[1] - left[1]);
}

function fadeEnds(samples: Float32Array, fadeLength: number): void {
  const length = Math.min(fadeLength, samples.length >> 1);
  for (let n = 0; n < length; n++) {
    const gain = Math.sin((0.5 * Math.PI * (n + 0.5)) / length) ** 2;
    samples[n]! *= gain;
    samples[samples.length - 1 - n]! *= gain;
  }
}
