import { constants } from 'node:fs';
import { access, open, stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { RapgoError } from '../../engine/errors.js';

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
  try {
    const about = await stat(file);
    if (about.isDirectory()) throw new RapgoError('media/unreadable', `${file} is a folder, not a file`);
    if (!about.isFile()) throw new RapgoError('media/unreadable', `${file} is not an ordinary file`);
    await access(file, constants.R_OK);
    if (about.size === 0) throw new RapgoError('media/not-media', `${file} is empty`);
    return about.size;
  } catch (cause) {
    throw cause instanceof RapgoError ? cause : unreadable(file, cause);
  }
}

/** An error of the file system on an input, in plain words. */
export function unreadable(file: string, cause: unknown): RapgoError {
  const { code, message } = cause as NodeJS.ErrnoException;
  if (code === 'ENOENT' || code === 'ENOTDIR') {
    return new RapgoError('media/not-found', `there is no file ${file}`, { cause });
  }
  const isForbidden = code === 'EACCES' || code === 'EPERM';
  const words = isForbidden ? 'you may not read it' : message;
  return new RapgoError('media/unreadable', `${file} cannot be read: ${words}`, { cause });
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
