import { basename, join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { RapgoError } from '../errors.js';
import type { LocalFile } from '../ports/artifact-store.js';
import type { EncodeOptions, EncodeStream, OutputFormat, SoundStream } from '../ports/media.js';
import type { TaskContext, TaskOutput } from '../task.js';
import { checkFormat } from './format-limits.js';
import { createLoudnessChange } from './loudness-change.js';

/** Samples of all channels together that are worked on between two looks at the world: Ctrl-C, the lease of the job. */
const STRIDE_LENGTH = 65_536;

/** Sound that is changed while it streams by. */
export interface SoundProcessor {
  /** Takes the next samples of every channel, which it may not keep; returns what is finished, which it may overwrite in the next call. */
  process(channels: readonly Float32Array[]): Finished;
  /** Takes the end of the sound and returns the rest. */
  flush(): Finished;
  /** Gives up what is underway; called in the end, whatever happened. */
  close?(): void;
}

type Finished = readonly Float32Array[] | Promise<readonly Float32Array[]>;

/** What is to be done to a sound, and where it goes. */
export interface SoundChange {
  /** Its name: stage, and role of the file. */
  readonly name: string;
  readonly file: LocalFile;
  readonly sound: SoundStream;
  readonly processor: SoundProcessor;
  /** Where input sample `at` is heard in the output. */
  readonly outputAt: (at: number) => number;
  /** Address; null for the context's sink. */
  readonly output: string | null;
  readonly format: OutputFormat;
}

/** What came of it. */
export interface ChangedSound {
  readonly outputs: readonly TaskOutput[];
  readonly inputHashes: readonly (string | null)[];
  readonly measures: ChangeMeasures;
}

/** What was measured on the way. */
export interface ChangeMeasures {
  readonly sampleRate: number;
  readonly channelCount: number;
  /** Samples per channel. */
  readonly inputLength: number;
  readonly outputLength: number;
  readonly inputSeconds: number;
  readonly outputSeconds: number;
  /** Integrated loudness after less before, LU, see {@link createLoudnessChange}. */
  readonly loudnessChangeLu: number | null;
  readonly clippedSamples: number;
}

/** Reads, changes and writes a sound of any length, block by block. */
export async function changeSound(change: SoundChange, context: TaskContext): Promise<ChangedSound> {
  const { name, sound, output, format } = change;
  const file = join(context.scratch, `${name}.${format}`);
  const stream = await openOutput(change, file, context);
  try {
    const { inputLength, outputLength, loudness } = await pump(change, stream, context);
    const { repairedSamples, warnings, sha256 } = await sound.finish();
    for (const warning of warnings) context.warn('media/damaged', warning);
    if (repairedSamples > 0) {
      context.warn(
        'media/repaired',
        `${repairedSamples} samples of ${basename(change.file.path)} were not usable numbers and became silence`,
      );
    }
    const { clippedSamples, identity } = await stream.finish();
    if (clippedSamples > 0)
      context.warn('output/clipped', `${clippedSamples} samples are too loud and were cut off`);
    const { sampleRate, channelCount } = sound;
    return {
      outputs: output === null ? [] : [{ role: 'sound', file, uri: output, identity }],
      inputHashes: [sha256],
      measures: {
        ...{ sampleRate, channelCount, inputLength, outputLength },
        ...{ inputSeconds: inputLength / sampleRate, outputSeconds: outputLength / sampleRate },
        ...{ loudnessChangeLu: loudness, clippedSamples },
      },
    };
  } finally {
    change.processor.close?.();
    await stream.discard();
  }
}

async function openOutput(change: SoundChange, file: string, context: TaskContext): Promise<EncodeStream> {
  const { sound, format, output, outputAt } = change;
  const { sampleRate, channelCount, wavSample, tags, length } = sound;
  const note = checkFormat(format, sampleRate, channelCount);
  if (note !== undefined) context.warn('output/resampled', note);
  const options: EncodeOptions = {
    ...{ format, sampleRate, channelCount, wavSample },
    tags: { ...tags, encoder: `rapgo ${context.rapgoVersion}` },
    length: length === null ? undefined : Math.round(outputAt(length)),
    signal: context.signal,
  };
  if (output !== null) return context.encoder.open(file, options);
  if (context.sink === undefined || format !== 'wav') {
    throw new RapgoError(
      'usage/bad-option',
      'an output without an address needs somebody who takes it, as wav',
    );
  }
  return context.encoder.openSink(context.sink, { ...options, format });
}

interface Pumped {
  readonly inputLength: number;
  readonly outputLength: number;
  readonly loudness: number | null;
}

async function pump(change: SoundChange, stream: EncodeStream, context: TaskContext): Promise<Pumped> {
  const { name, sound, processor, outputAt } = change;
  const { sampleRate, channelCount, durationSeconds } = sound;
  const loudness = createLoudnessChange({ sampleRate, channelCount, outputAt });
  let [inputLength, outputLength] = [0, 0];
  const write = async (channels: readonly Float32Array[]) => {
    outputLength += channels[0]!.length;
    loudness.hearOutput(channels);
    await stream.write(channels);
  };
  context.progress(name, 0);
  let stride = 0;
  for await (const block of sound.blocks()) {
    for (const piece of piecesOf(block)) {
      loudness.hearInput(piece);
      inputLength += piece[0]!.length;
      await write(await processor.process(piece));
      stride += piece[0]!.length * channelCount;
      if (stride < STRIDE_LENGTH) continue;
      stride = 0;
      context.progress(name, durationSeconds ? inputLength / sampleRate / durationSeconds : 0);
      await setImmediate();
      context.signal.throwIfAborted();
    }
  }
  await write(await processor.flush());
  return { inputLength, outputLength, loudness: loudness.result() };
}

function* piecesOf(block: readonly Float32Array[]): Generator<readonly Float32Array[]> {
  const length = block[0]!.length;
  const step = Math.ceil(STRIDE_LENGTH / block.length);
  for (let at = 0; at < length; at += step) yield block.map((channel) => channel.subarray(at, at + step));
}
