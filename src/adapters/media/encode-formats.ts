import type { OutputFormat } from '../../engine/ports/media.js';

/** How ffmpeg writes one format. */
export interface FormatRecipe {
  /** Encoder that the ffmpeg at hand must have. */
  readonly encoder: string;
  readonly options: readonly string[];
}

/** Formats that need ffmpeg. Each is a file ffmpeg can go back in, as gapless headers and indexes need. */
export const FORMAT_RECIPES: Readonly<Record<Exclude<OutputFormat, 'wav'>, FormatRecipe>> = {
  // VBR V2, about 190 kbit/s: nobody has told it from the original in listening tests, and it is smaller than
  // a constant 192. The Xing header holds the encoder's delay, so that players start without a gap.
  mp3: {
    encoder: 'libmp3lame',
    options: ['-c:a', 'libmp3lame', '-q:a', '2', '-write_xing', '1', '-id3v2_version', '3', '-f', 'mp3'],
  },
  // 24 bits: below any converter's noise, so that no dither is needed.
  flac: {
    encoder: 'flac',
    options: ['-c:a', 'flac', '-sample_fmt', 's32', '-bits_per_raw_sample', '24', '-f', 'flac'],
  },
  opus: {
    encoder: 'libopus',
    options: ['-c:a', 'libopus', '-b:a', '128k', '-ar', '48000', '-f', 'opus'], // Opus knows no 44.1 kHz
  },
  m4a: {
    encoder: 'aac',
    options: ['-c:a', 'aac', '-b:a', '192k', '-f', 'ipod'],
  },
};

/** Longest text of one tag; a whole song's words fit, a program's argument limit is far. */
const MAX_TAG_LENGTH = 16_000;

/**
 * Tags as ffmpeg arguments, and everything that would put a date or a version into the file switched off.
 *
 * @throws {RangeError} for a name that is no plain word
 */
export function tagOptions(tags: Readonly<Record<string, string>>): readonly string[] {
  return [
    ...['-map_metadata', '-1', '-map_chapters', '-1', '-fflags', '+bitexact', '-flags:a', '+bitexact'],
    ...Object.entries(tags).flatMap(([name, text]) => ['-metadata', `${tagName(name)}=${plainTag(text)}`]),
  ];
}

/** Without its own version in the file ffmpeg drops a tag called `encoder` too; the one beside it stays. */
const tagName = (name: string) => (checkTagName(name) === 'encoder' ? 'encoded_by' : name);

/**
 * @returns `name` itself
 * @throws {RangeError} for a name that is no plain word, which ffmpeg might read as something else
 */
export function checkTagName(name: string): string {
  if (!/^[A-Za-z][\w-]*$/.test(name)) throw new RangeError(`a tag cannot be called ${JSON.stringify(name)}`);
  return name;
}

/** Text without zero bytes, which no argument may hold, and cut to a bearable length. */
export function plainTag(text: string): string {
  return text.replaceAll('\0', '').slice(0, MAX_TAG_LENGTH);
}
