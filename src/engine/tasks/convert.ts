import { stat, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { fitGain } from '../convert/fit-gain.js';
import { checkRequest } from '../convert/format-limits.js';
import { stretchFirst } from '../convert/stretch-first.js';
import { RapgoError } from '../errors.js';
import type { LocalFile } from '../ports/artifact-store.js';
import type { Conversion, ConversionSummary, LoudnessFacts } from '../ports/converter.js';
import { defineTask, type TaskContext } from '../task.js';
import { type ConvertOptions, ConvertOptionsSchema } from './convert-options.js';

/** What a conversion says of itself. */
export interface ConvertResult extends Omit<ConversionSummary, 'warnings'> {
  /** Applied to reach the wanted loudness, dB. */
  readonly gainDb: number;
  /** Time it took. */
  readonly seconds: number;
  /** How much faster than the sound plays. */
  readonly speedFactor: number;
}

/** Below this a recording counts as silent at its ends. */
const SILENCE_DB = -50;

/** A media file into an audio file: stages `measure`, `stretch` where asked for, and `convert`. */
export const convert = defineTask<ConvertOptions, ConvertResult>({
  kind: 'convert',
  options: ConvertOptionsSchema,
  outputs: ({ output }) => [output],
  replaces: ({ force }) => force,
  hashesInputs: true,
  async run([input], options, context) {
    const startedAt = performance.now();
    checkRequest(options);
    const file = input!;
    // Hashing reads the file once more, beside ffmpeg; where it fails, so does the job.
    const hashing = context.hashInput(0);
    hashing.catch(() => {});
    const target = join(context.scratch, `sound.${options.format}`);
    const { warnings, gainDb, ...summary } = await produce(file, target, options, context).catch(
      (thrown: unknown) => {
        throw named(thrown, target, options.output);
      },
    );
    for (const warning of warnings) context.warn('media/damaged', warning);
    const inputHash = await hashing;
    const { atimeMs, mtimeMs } = await stat(file.path);
    await utimes(target, atimeMs / 1000, mtimeMs / 1000); // a result is as old as what it was made of
    const seconds = (performance.now() - startedAt) / 1000;
    const result = { ...summary, gainDb, seconds, speedFactor: summary.durationSeconds / seconds };
    return {
      result,
      outputs: [{ role: 'sound', file: target, uri: options.output }],
      inputHashes: [inputHash],
    };
  },
});

async function produce(
  file: LocalFile,
  target: string,
  options: ConvertOptions,
  context: TaskContext,
): Promise<ConversionSummary & { readonly gainDb: number }> {
  const { converter, signal, progress } = context;
  const source = options.ratio === null ? file.path : await stretchFirst(file, options, context);
  // What is stretched is already the part that was asked for, of the track that was asked for.
  const part = options.ratio === null ? options : { track: null, startSeconds: null, endSeconds: null };
  const facts =
    options.normalizeLufs === null && !options.trimSilence
      ? undefined
      : await converter.measure(source, {
          ...{ track: part.track, startSeconds: part.startSeconds, endSeconds: part.endSeconds },
          silenceDb: SILENCE_DB,
          onProgress: (fraction) => progress('measure', fraction),
          signal,
        });
  const gainDb = fitGain(facts, options.normalizeLufs, context);
  progress('convert', 0);
  const conversion: Conversion = {
    ...options,
    ...part,
    ...(options.trimSilence ? trimmed(part, facts) : {}),
    gainDb,
    chapters: options.chapters && options.ratio === null, // their times would be those of the source
    tagsFrom: source === file.path ? null : file.path,
    onProgress: (fraction) => progress('convert', fraction),
    signal,
  };
  return { ...(await converter.convert(source, target, conversion)), gainDb };
}

/** A failure that names the file a person asked for, not the one in the scratch folder that was to become it. */
function named(thrown: unknown, target: string, output: string): unknown {
  if (!(thrown instanceof RapgoError) || !thrown.message.includes(target)) return thrown;
  const { code, message, retryable, hint } = thrown;
  const detail = { cause: thrown, retryable, ...(hint === undefined ? {} : { hint }) };
  return new RapgoError(code, message.replaceAll(target, output), detail);
}

/** The part without the silence that was found at its ends; all of it where there is nothing but silence. */
function trimmed(
  { startSeconds, endSeconds }: Pick<Conversion, 'startSeconds' | 'endSeconds'>,
  facts: LoudnessFacts | undefined,
): Pick<Conversion, 'startSeconds' | 'endSeconds'> {
  if (facts === undefined || facts.soundTo === 0) return { startSeconds, endSeconds };
  const from = startSeconds ?? 0;
  return { startSeconds: from + facts.soundFrom, endSeconds: from + facts.soundTo };
}
