import type { AudioTrack, MediaInfo, WavSample } from '../../engine/ports/media.js';

/** An audio track with what it takes to mix it down. */
export interface FoundTrack extends AudioTrack {
  /** Place among the audio tracks of the file, as `-map 0:a:N` counts. */
  readonly index: number;
  /** Layout as ffmpeg names it, e.g. `stereo`, `5.1(side)`, `12 channels`. */
  readonly layout: string;
  /** The sample type of a WAV file that loses nothing of it, or the one nearest to that. */
  readonly wavSample: WavSample;
}

/** What ffmpeg said about a file; only tracks whose rate and channels are known count as found. */
export interface FoundMedia extends MediaInfo {
  readonly audioTracks: readonly FoundTrack[];
}

/**
 * Reads ffmpeg's description of its input, the text it prints on opening a file; there is no ffprobe beside
 * every ffmpeg.
 *
 * @returns undefined where ffmpeg did not open the file
 */
export function parseMediaInfo(lines: readonly string[]): FoundMedia | undefined {
  const start = lines.findIndex((line) => line.startsWith('Input #0, '));
  if (start < 0) return undefined;
  const length = lines.slice(start + 1).findIndex((line) => /^(?:Output #|Stream m)/.test(line));
  const description = lines.slice(start, length < 0 ? undefined : start + 1 + length);
  const streams = description.flatMap((line) => {
    const match = /^ +Stream #0:\d+\S*: (\w+): (.*)$/.exec(line);
    return match === null ? [] : [{ kind: match[1]!, words: match[2]! }];
  });
  return {
    format: /^Input #0, (.+?), from /.exec(description[0]!)?.[1] ?? 'unknown',
    durationSeconds: parseDuration(description),
    audioTracks: streams
      .filter(({ kind }) => kind === 'Audio')
      .map(({ words }, index) => parseTrack(words, index))
      .filter(({ sampleRate, channelCount }) => sampleRate > 0 && channelCount > 0),
    // A cover picture in a song is a video stream of one frame.
    tags: parseTags(description),
    hasVideo: streams.some(({ kind, words }) => kind === 'Video' && !words.includes('(attached pic)')),
  };
}

function parseDuration(lines: readonly string[]): number | null {
  for (const line of lines) {
    const match = /^ {2}Duration: (\d+):(\d\d):(\d\d(?:\.\d+)?)/.exec(line);
    if (match !== null) return Number(match[1]) * 3600 + Number(match[2]) * 60 + Number(match[3]);
  }
  return null;
}

function parseTrack(words: string, index: number): FoundTrack {
  const match = /, (\d+) Hz, ([^,]+)/.exec(words);
  const layout = match?.[2]?.trim() ?? '';
  return {
    index,
    codec: /^[\w-]+/.exec(words)?.[0] ?? 'unknown',
    sampleRate: Number(match?.[1] ?? 0),
    channelCount: countChannels(layout),
    layout,
    wavSample: nearestWavSample(words),
  };
}

/** Lossy codecs and whatever has up to 16 bits fit into 16 bits with dither; floats of a codec are no reason for more. */
function nearestWavSample(words: string): WavSample {
  if (/^(?:pcm_f|wavpack\b.*\bfltp?\b)/.test(words)) return 'float32';
  return /\bs32p?\b|^pcm_s(?:24|32)/.test(words) ? 'int24' : 'int16';
}

const TAGS = new Set([
  'title',
  'artist',
  'album',
  'album_artist',
  'composer',
  'genre',
  'date',
  'track',
  'comment',
  'copyright',
]);

/**
 * Tags of the file itself, which stand before its streams, or of its first sound, where Ogg has them; of one that goes over
 * several lines, the first.
 */
function parseTags(lines: readonly string[]): Record<string, string> {
  const end = lines.findIndex((line) => /^ +(?:Stream|Duration:|Chapter)/.test(line));
  const own = tagsIn(lines.slice(0, end < 0 ? undefined : end), /^ {4}(\w+) *: (.*)$/);
  const sound = lines.findIndex((line) => /^ +Stream #0:\d+\S*: Audio: /.test(line));
  if (Object.keys(own).length > 0 || sound < 0) return own;
  const next = lines
    .slice(sound + 1)
    .findIndex((line) => /^ {0,4}\S/.test(line) && !/^ +Metadata:/.test(line));
  return tagsIn(lines.slice(sound + 1, next < 0 ? undefined : sound + 1 + next), /^ {6}(\w+) *: (.*)$/);
}

function tagsIn(lines: readonly string[], shape: RegExp): Record<string, string> {
  const entries = lines.flatMap((line) => {
    const match = shape.exec(line);
    const name = match?.[1]?.toLowerCase();
    return name !== undefined && TAGS.has(name) ? [[name, match![2]!.trim()] as const] : [];
  });
  return Object.fromEntries(entries);
}

const NAMED_LAYOUTS: Readonly<Record<string, number>> = {
  mono: 1,
  stereo: 2,
  downmix: 2,
  binaural: 2,
  quad: 4,
  hexagonal: 6,
  octagonal: 8,
  cube: 8,
  hexadecagonal: 16,
};

/** Channels of a layout by ffmpeg's name: `stereo`, `5.1(side)`, `7.1.4`, `3 channels (FL+FR+LFE)`; 0 if unknown. */
export function countChannels(layout: string): number {
  const numbered = /^(\d+) channels/.exec(layout)?.[1];
  if (numbered !== undefined) return Number(numbered);
  const ambisonicOrder = /^ambisonic (\d+)/.exec(layout)?.[1];
  if (ambisonicOrder !== undefined) return (Number(ambisonicOrder) + 1) ** 2;
  const name = layout.replace(/\(.*$/, '');
  if (/^\d+(\.\d+)+$/.test(name)) return name.split('.').reduce((sum, part) => sum + Number(part), 0);
  return NAMED_LAYOUTS[name] ?? 0;
}
