import { readFile, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { CallOptions } from '../../../engine/ports/call-options.js';
import type { Ffmpeg } from '../ffmpeg.js';
import { fileAddress, GUARDED_INPUT } from '../media-file.js';
import { runFfmpeg } from '../run-ffmpeg.js';

/** Larger pictures stay behind: they are read into memory, and a header of that length would be no header. */
const MOST_BYTES = 20_000_000;
/** Reading a picture needs no more than the beginning of a file. */
const LIMIT_SECONDS = 60;
/** Picture type of FLAC and ID3v2: the front cover. */
const FRONT_COVER = 3;

/** Options before a file of {@link writeTagsWithCover} as a source. */
export const TAGS_INPUT = ['-protocol_whitelist', 'file', '-f', 'ffmetadata'] as const;

/**
 * Writes the tags of a file beside `target`, with its cover among them as Ogg containers have it: a comment
 * that holds a picture block of FLAC (RFC 9639, 8.8) in base64. A cover of an unknown kind, or one that cannot be read, is
 * left out: a sound without it is better than none.
 *
 * @param cover place among the video streams
 * @returns the file, in ffmpeg's own format; undefined where there is no cover to carry over
 */
export async function writeTagsWithCover(
  ffmpeg: Ffmpeg,
  file: string,
  cover: number,
  target: string,
  { signal }: CallOptions,
): Promise<string | undefined> {
  const picture = join(dirname(target), 'cover');
  const tags = join(dirname(target), 'tags');
  const asItIs = ['-map', `0:v:${cover}`, '-c:v', 'copy', '-frames:v', '1', '-f', 'rawvideo'];
  try {
    await runFfmpeg(ffmpeg, {
      inputOptions: GUARDED_INPUT,
      source: fileAddress(file),
      outputOptions: [...asItIs, fileAddress(picture), '-map_metadata', '0', '-f', 'ffmetadata'],
      target: fileAddress(tags),
      limitSeconds: LIMIT_SECONDS,
      signal,
    });
    if ((await stat(picture)).size > MOST_BYTES) return undefined;
    const comment = commentOf(await readFile(picture));
    if (comment === undefined) return undefined;
    const text = await readFile(tags, 'utf8');
    const afterHead = text.indexOf('\n') + 1;
    const line = `METADATA_BLOCK_PICTURE=${comment.replaceAll('=', '\\=')}\n`;
    await writeFile(tags, text.slice(0, afterHead) + line + text.slice(afterHead));
    return tags;
  } catch {
    signal?.throwIfAborted();
    return undefined;
  }
}

/** A picture as a comment; its size in pixels is left at 0, which readers take for unknown. */
function commentOf(picture: Buffer): string | undefined {
  const type = typeOf(picture);
  if (type === undefined) return undefined;
  const number = (value: number): Buffer => {
    const bytes = Buffer.alloc(4);
    bytes.writeUInt32BE(value);
    return bytes;
  };
  const noWordsNoSize = Buffer.alloc(5 * 4);
  const head = [number(FRONT_COVER), number(type.length), Buffer.from(type), noWordsNoSize];
  return Buffer.concat([...head, number(picture.length), picture]).toString('base64');
}

const SIGNATURES: readonly (readonly [type: string, start: string])[] = [
  ['image/jpeg', '\xff\xd8\xff'],
  ['image/png', '\x89PNG'],
  ['image/gif', 'GIF8'],
  ['image/bmp', 'BM'],
];

function typeOf(picture: Buffer): string | undefined {
  const start = picture.toString('latin1', 0, 4);
  return SIGNATURES.find(([, signature]) => start.startsWith(signature))?.[0];
}
