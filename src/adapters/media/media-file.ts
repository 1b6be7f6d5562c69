import { open } from 'node:fs/promises';
import { resolve } from 'node:path';
import { RapgoError } from '../../engine/errors.js';
import { checkInputFile } from '../artifacts/input-file.js';

/**
 * Demuxers ffmpeg may use, by the names of ffmpeg 4 to 7. Every one reads the file it was given and nothing
 * else. Lists and scripts (concat, hls, dash, sdp), image sequences and devices stay out, since a file of a few
 * bytes could name any other file through them.
 */
export const MEDIA_FORMATS = [
  ...[
    'aac',
    'ac3',
    'aiff',
    'amr',
    'ape',
    'asf',
    'au',
    'avi',
    'caf',
    'eac3',
    'flac',
    'flv',
    'matroska',
    'mov',
  ],
  ...['mp3', 'mpeg', 'mpegts', 'ogg', 'w64', 'wav', 'wv'],
] as const;

/**
 * Input options for a file from outside. They must stand before `-i`: after it, ffmpeg ignores the list of
 * formats without a word.
 */
export const GUARDED_INPUT = [
  ...['-protocol_whitelist', 'file,pipe'],
  ...['-format_whitelist', MEDIA_FORMATS.join(',')],
] as const;

/** An address ffmpeg takes as a file whatever its name holds: a leading `-`, a colon, `%`, a line break. */
export const fileAddress = (file: string): string => `file:${resolve(file)}`;

/**
 * Sees that `file` is an ordinary file with something in it that we may read.
 *
 * @returns its size in bytes
 * @throws {RapgoError} `media/not-found`, `media/unreadable`, `media/not-media` for an empty one
 */
export async function checkMediaFile(file: string): Promise<number> {
  const bytes = await checkInputFile(file);
  if (bytes === 0) throw new RapgoError('media/not-media', `${file} is empty`);
  return bytes;
}

/** RIFF of unknown length, as a program writes it that cannot go back to its header. */
const UNKNOWN_LENGTH = 0xffff_ffff;

/**
 * How many bytes the header of a WAV file promises beyond its end; 0 for a whole file and for other formats.
 * ffmpeg reads such a file as far as it goes and, depending on its age, says nothing.
 */
export async function missingWavBytes(file: string, fileBytes: number): Promise<number> {
  const handle = await open(file, 'r');
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(12), 0, 12, 0);
    const isWav = bytesRead === 12 && buffer.toString('latin1', 0, 4) === 'RIFF';
    if (!isWav || buffer.toString('latin1', 8, 12) !== 'WAVE') return 0;
    const size = buffer.readUInt32LE(4);
    return size === UNKNOWN_LENGTH ? 0 : Math.max(0, size + 8 - fileBytes);
  } finally {
    await handle.close();
  }
}
