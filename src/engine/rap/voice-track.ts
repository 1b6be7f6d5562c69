import { addScaled, panGains } from '../../dsp/mix.js';
import { dbToGain } from '../../dsp/units.js';
import type { Kernels } from '../kernels.js';
import type { Workers } from '../ports/workers.js';
import { lineAnchors } from './line-map.js';
import type { Key, PlannedLine } from './plan.js';
import { lineRange, lineStart } from './render-line.js';

/** Sung lines, rendered a little before they are needed and forgotten once they are past. */
export interface VoiceTrack {
  /** Waits until everything that sounds before sample `end` of the song is rendered. */
  prepare(end: number): Promise<void>;
  /** Overwrites `out` (one channel, or two for panned lines) with the song from sample `start` on. */
  read(start: number, out: readonly Float32Array[]): void;
}

/** What a track is sung from. */
export interface VoiceTrackInput {
  readonly lines: readonly PlannedLine[];
  /** The cleaned voice, one channel. */
  readonly voice: Float32Array;
  readonly sampleRate: number;
  readonly tune: Key | null;
  /** How clearly syllables are set off, 0 to 1. */
  readonly accent: number;
  readonly workers: Workers<Kernels>;
  readonly signal: AbortSignal;
}

/** A line and where it is heard. */
interface Sung {
  readonly line: PlannedLine;
  /** First sample at which it may sound. */
  readonly start: number;
  /** Shared with the lines that sound alike. */
  readonly take: Take;
}

/** A rendering, made when the first line needs it and kept until the last has sounded. */
interface Take {
  pending: Promise<void> | undefined;
  samples: Float32Array | undefined;
}

const AHEAD_SECONDS = 8; // how far workers run before the mix

/** @param input lines in any order; they are sung in order of time */
export function createVoiceTrack(input: VoiceTrackInput): VoiceTrack {
  const { sampleRate } = input;
  let waiting = inOrder(input);
  return {
    async prepare(end) {
      for (const { line, start, take } of waiting) {
        if (start >= end + AHEAD_SECONDS * sampleRate) break;
        if (take.pending) continue;
        take.pending = render(take, line, input);
        take.pending.catch(() => {}); // heard when it is awaited; until then it must not end the process
      }
      for (const { start, take } of waiting) {
        if (start >= end) break;
        await take.pending;
      }
    },
    read(start, out) {
      for (const channel of out) channel.fill(0);
      const end = start + out[0]!.length;
      for (const sung of waiting) {
        if (sung.start >= end) break;
        addLine(sung, start, out);
      }
      waiting = waiting.filter(({ start: from, take }) => !take.samples || from + take.samples.length > end);
    },
  };
}

/** The lines by time. Whoever holds a line keeps its take, so none is held here once it has passed. */
function inOrder({ lines, sampleRate }: VoiceTrackInput): Sung[] {
  const takes = new Map<string, Take>();
  const sung = lines.map((line) => {
    const shape = shapeOf(line);
    const take = takes.get(shape) ?? { pending: undefined, samples: undefined };
    takes.set(shape, take);
    return { line, start: Math.round(lineStart(line) * sampleRate), take };
  });
  return sung.sort((a, b) => a.start - b.start || a.line.id - b.line.id);
}

/** Equal for lines that sound alike but for place, level and side: the hook each time, both sides of a double. */
function shapeOf(line: PlannedLine): string {
  const start = lineStart(line);
  const anchors = lineAnchors(line).map(([source, song]) => [source, (song - start).toFixed(9)]);
  return JSON.stringify([line.pitchSemitones, anchors]);
}

async function render(
  take: Take,
  line: PlannedLine,
  { voice, sampleRate, tune, accent, workers, signal }: VoiceTrackInput,
): Promise<void> {
  const { from, to } = lineRange(line);
  const sliceStart = Math.min(voice.length, Math.floor(from * sampleRate));
  const slice = voice.slice(sliceStart, Math.ceil(to * sampleRate));
  const job = { slice, sliceStart, sampleRate, line, tune, accent };
  take.samples = await workers.run('renderLine', job, { signal, transfer: [slice.buffer] });
}

function addLine({ line, start, take }: Sung, blockStart: number, out: readonly Float32Array[]): void {
  const { samples } = take;
  if (!samples) return;
  const level = dbToGain(line.gainDb);
  const { left, right } = panGains(line.pan);
  const gains = out.length === 1 ? [level] : [left * level, right * level];
  out.forEach((channel, c) => {
    addScaled(channel, samples, gains[c]!, start - blockStart);
  });
}
