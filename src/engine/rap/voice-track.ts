import { addScaled, panGains } from '../../dsp/mix.js';
import { dbToGain } from '../../dsp/units.js';
import type { Kernels } from '../kernels.js';
import type { Workers } from '../ports/workers.js';
import { lineAnchors } from './line-map.js';
import type { Key, PlannedLine } from './plan.js';
import { lineRange, type RenderedLine } from './render-line.js';

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

interface Sung {
  readonly line: PlannedLine;
  /** First sample at which it may sound. */
  readonly start: number;
  pending: Promise<void> | undefined;
  rendered: RenderedLine | undefined;
}

const AHEAD_SECONDS = 8; // how far workers run before the mix

/** @param input lines in any order; they are sung in order of time */
export function createVoiceTrack(input: VoiceTrackInput): VoiceTrack {
  const { sampleRate } = input;
  let waiting: Sung[] = input.lines
    .map((line) => ({
      line,
      start: Math.max(0, Math.round(lineAnchors(line)[0]![1] * sampleRate)),
      pending: undefined,
      rendered: undefined,
    }))
    .sort((a, b) => a.start - b.start || a.line.id - b.line.id);
  return {
    async prepare(end) {
      for (const sung of waiting) {
        if (sung.start >= end + AHEAD_SECONDS * sampleRate) break;
        if (sung.pending) continue;
        sung.pending = render(sung, input);
        sung.pending.catch(() => {}); // heard when it is awaited; until then it must not end the process
      }
      for (const sung of waiting) {
        if (sung.start >= end) break;
        await sung.pending;
      }
    },
    read(start, out) {
      for (const channel of out) channel.fill(0);
      const end = start + out[0]!.length;
      for (const sung of waiting) {
        if (sung.start >= end) break;
        if (sung.rendered) addLine(sung.line, sung.rendered, start, out);
      }
      waiting = waiting.filter(({ rendered }) => !rendered || rendered.start + rendered.samples.length > end);
    },
  };
}

async function render(
  sung: Sung,
  { voice, sampleRate, tune, accent, workers, signal }: VoiceTrackInput,
): Promise<void> {
  const { from, to } = lineRange(sung.line);
  const sliceStart = Math.min(voice.length, Math.floor(from * sampleRate));
  const slice = voice.slice(sliceStart, Math.ceil(to * sampleRate));
  const job = { slice, sliceStart, sampleRate, line: sung.line, tune, accent };
  sung.rendered = await workers.run('renderLine', job, { signal, transfer: [slice.buffer] });
}

function addLine(
  { gainDb, pan }: PlannedLine,
  { samples, start }: RenderedLine,
  blockStart: number,
  out: readonly Float32Array[],
): void {
  const level = dbToGain(gainDb);
  const gains = out.length === 1 ? [level] : [panGains(pan).left * level, panGains(pan).right * level];
  out.forEach((channel, c) => {
    addScaled(channel, samples, gains[c]!, start - blockStart);
  });
}
