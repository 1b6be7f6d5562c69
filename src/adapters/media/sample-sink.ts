import { Writable } from 'node:stream';
import { createBlockReader, repair } from './raw-floats.js';
import { SampleStore } from './sample-store.js';

/** How interleaved samples become channels. */
export interface SinkOptions {
  /** Channels in the stream. */
  readonly piped: 1 | 2;
  /**
   * What to keep: every channel of the stream, the mean of both, or one of them (0 = left, 1 = right).
   */
  readonly keep: 'all' | 'mean' | 0 | 1;
  /** Samples per channel that are likely to come. */
  readonly expectedLength: number;
  /** Samples per channel that may come. */
  readonly limitLength: number;
  /** Called once when more come; what follows is dropped. */
  readonly onLimit: () => void;
  /** Called after each block with the samples per channel so far. */
  readonly onLength?: ((length: number) => void) | undefined;
}

/** Takes raw floats from a pipe. */
export interface SampleSink {
  /** Where to pipe; values in the byte order of this machine, interleaved. */
  readonly stream: Writable;
  /** Samples per channel so far. */
  readonly length: () => number;
  /** Shape [kept channels][length]. Call it once, at the end. */
  readonly finish: () => Float32Array[];
  /** Values of the stream that were no numbers and became 0. */
  readonly repaired: () => number;
  /** Energies (sums of squares) of left, right and their mean; only where `keep` is `mean`. */
  readonly energies: () => Energies;
}

/** Sums of squares over a whole recording. */
export interface Energies {
  readonly left: number;
  readonly right: number;
  readonly mean: number;
}

const BYTES = Float32Array.BYTES_PER_ELEMENT;

/** Collects interleaved float samples into one array per channel, mending what is no number. */
export function createSampleSink(options: SinkOptions): SampleSink {
  const { piped, keep, limitLength, onLimit, onLength } = options;
  const store = new SampleStore(keep === 'all' ? piped : 1, Math.min(options.expectedLength, limitLength));
  const energies = { left: 0, right: 0, mean: 0 };
  let repaired = 0;
  let isOver = false;

  const take = (block: Float32Array) => {
    const length = block.length / piped;
    if (store.length + length > limitLength) {
      isOver = true;
      return onLimit();
    }
    repaired += repair(block);
    store.reserve(length);
    if (piped === 1) store.channels[0]!.set(block, store.length);
    else if (keep === 'mean') addMean(block, store, energies);
    else if (keep === 'all') split(block, store);
    else pick(block, store, keep);
    store.length += length;
    onLength?.(store.length);
  };

  const blocks = createBlockReader(piped * BYTES);
  const stream = new Writable({
    highWaterMark: 1024 * 1024,
    // fluent-ffmpeg takes 'close' for a broken target and races it against the end of the process.
    emitClose: false,
    write(chunk: Buffer, _encoding, done) {
      const block = isOver ? undefined : blocks(chunk);
      if (block !== undefined) take(block);
      done();
    },
  });
  return {
    stream,
    length: () => store.length,
    finish: () => store.finish(),
    repaired: () => repaired,
    energies: () => energies,
  };
}

function split(block: Float32Array, store: SampleStore): void {
  const [left, right] = store.channels as [Float32Array, Float32Array];
  for (let n = 0, to = store.length; n < block.length; n += 2, to++) {
    left[to] = block[n]!;
    right[to] = block[n + 1]!;
  }
}

function pick(block: Float32Array, store: SampleStore, channel: 0 | 1): void {
  const out = store.channels[0]!;
  for (let n = channel, to = store.length; n < block.length; n += 2, to++) out[to] = block[n]!;
}

function addMean(
  block: Float32Array,
  store: SampleStore,
  energies: { -readonly [K in keyof Energies]: number },
) {
  const out = store.channels[0]!;
  let { left, right, mean } = energies;
  for (let n = 0, to = store.length; n < block.length; n += 2, to++) {
    const l = block[n]!;
    const r = block[n + 1]!;
    const m = (l + r) / 2;
    out[to] = m;
    left += l * l;
    right += r * r;
    mean += m * m;
  }
  energies.left = left;
  energies.right = right;
  energies.mean = mean;
}
