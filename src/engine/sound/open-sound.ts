import { RapgoError } from '../errors.js';
import type { LocalFile } from '../ports/artifact-store.js';
import type { SoundStream } from '../ports/media.js';
import type { TaskContext } from '../task.js';

/** What the stretcher is made for. */
const RATES = { min: 8000, max: 192_000 } as const;
const MOST_CHANNELS = 8;
/** More than anybody records in one go: what goes on beyond it never ends. */
const LONGEST_SECONDS = 48 * 3600;

/** How to open a sound. */
export interface OpenSoundOptions {
  /** Whether to hash it by the way. @default false */
  readonly isIdentified?: boolean | undefined;
}

/**
 * Opens a sound to be changed block by block.
 *
 * @throws {RapgoError} as `MediaDecoder.open`; `request/unmet` for rates and numbers of channels that we do not do
 */
export async function openSound(
  file: LocalFile,
  { decoder, signal }: Pick<TaskContext, 'decoder' | 'signal'>,
  { isIdentified = false }: OpenSoundOptions = {},
): Promise<SoundStream> {
  const sound = await decoder.open(file.path, { limitSeconds: LONGEST_SECONDS, isIdentified, signal });
  try {
    checkShape(file.path, sound);
    if (sound.length === 0) await sound.finish(); // says so
    return sound;
  } catch (cause) {
    await sound.close();
    throw cause;
  }
}

function checkShape(path: string, { sampleRate, channelCount }: SoundStream): void {
  if (sampleRate < RATES.min || sampleRate > RATES.max) {
    const words = `${path} has ${sampleRate} samples a second; ${RATES.min} to ${RATES.max} can be worked on`;
    throw new RapgoError('request/unmet', words, { hint: 'resample it first, with ffmpeg for one' });
  }
  if (channelCount > MOST_CHANNELS) {
    const words = `${path} has ${channelCount} channels; at most ${MOST_CHANNELS} can be worked on`;
    throw new RapgoError('request/unmet', words, { hint: 'give fewer of its channels' });
  }
}

/** Samples per channel of a sound; where its header does not say, by decoding it once: stage `count`. */
export async function lengthOf(
  sound: SoundStream,
  { progress }: Pick<TaskContext, 'progress'>,
): Promise<number> {
  if (sound.length !== null) return sound.length;
  const { sampleRate, durationSeconds } = sound;
  let length = 0;
  progress('count', 0);
  for await (const [channel] of sound.blocks()) {
    length += channel!.length;
    progress('count', durationSeconds ? length / sampleRate / durationSeconds : 0);
  }
  await sound.finish(); // refuses what cannot be used
  return length;
}
