import { RapgoError } from '../../../engine/errors.js';
import type { ConvertFormat, Quality } from '../../../engine/ports/converter.js';
import type { WavSample } from '../../../engine/ports/media.js';

/** How ffmpeg writes one format. */
export interface ConvertRecipe {
  /** Encoder that the ffmpeg at hand must have. */
  readonly encoder: string;
  readonly muxer: string;
  /** Codecs, by ffmpeg's names, whose packets the container takes as they are. */
  readonly holds: RegExp;
  /** How it carries a cover: as a stream of one picture, as a comment, or not at all. */
  readonly cover: 'stream' | 'comment' | 'none';
  /** Always given, after those of the encoder. */
  readonly options: readonly string[];
  /** Where nothing is lost: the encoder's options for samples that lose nothing of the source either. */
  readonly samples?: (wavSample: WavSample) => readonly string[];
  /** Steps of quality as options; absent where the encoder has no such scale. */
  readonly vbr?: (step: number) => readonly string[];
  /** What `quality: null` means; empty where nothing is lost. */
  readonly usual: readonly string[];
}

const PCM: Readonly<Record<WavSample, string>> = {
  u8: 'pcm_u8',
  int16: 'pcm_s16le',
  int24: 'pcm_s24le',
  int32: 'pcm_s32le',
  float32: 'pcm_f32le',
};

/** Every format a converter writes. */
export const CONVERT_RECIPES: Readonly<Record<ConvertFormat, ConvertRecipe>> = {
  mp3: {
    ...{ encoder: 'libmp3lame', muxer: 'mp3', holds: /^mp3$/, cover: 'stream' },
    options: ['-write_xing', '1', '-id3v2_version', '3'],
    vbr: (step) => ['-q:a', `${step}`],
    usual: ['-q:a', '2'],
  },
  wav: {
    ...{ encoder: 'pcm_s16le', muxer: 'wav', holds: /^pcm_(?:u8|s16le|s24le|s32le|f32le)$/, cover: 'none' },
    options: ['-rf64', 'auto'],
    samples: (wavSample) => ['-c:a', PCM[wavSample]],
    usual: [],
  },
  flac: {
    ...{ encoder: 'flac', muxer: 'flac', holds: /^flac$/, cover: 'stream' },
    options: [],
    samples: (wavSample) =>
      wavSample === 'int16' || wavSample === 'u8'
        ? ['-sample_fmt', 's16']
        : ['-sample_fmt', 's32', '-bits_per_raw_sample', '24'],
    usual: [],
  },
  opus: {
    ...{ encoder: 'libopus', muxer: 'opus', holds: /^opus$/, cover: 'comment' },
    options: [],
    usual: ['-b:a', '128k'],
  },
  ogg: {
    ...{ encoder: 'libvorbis', muxer: 'ogg', holds: /^vorbis$/, cover: 'comment' },
    options: [],
    vbr: (step) => ['-q:a', `${10 - step}`], // its own scale runs the other way round
    usual: ['-q:a', '6'],
  },
  m4a: {
    ...{ encoder: 'aac', muxer: 'ipod', holds: /^(?:aac|alac)$/, cover: 'stream' },
    options: ['-movflags', '+faststart'],
    usual: ['-b:a', '192k'],
  },
  aac: {
    ...{ encoder: 'aac', muxer: 'adts', holds: /^aac$/, cover: 'none' },
    options: [],
    usual: ['-b:a', '192k'],
  },
};

/**
 * The encoder's options for a quality.
 *
 * @throws {RapgoError} `request/unmet` where the format has no such scale
 */
export function qualityOptions(format: ConvertFormat, quality: Quality | null): readonly string[] {
  const { usual, vbr } = CONVERT_RECIPES[format];
  if (quality === null) return usual;
  if (usual.length === 0) throw unmet(`${format} loses nothing, so there is no quality to choose`);
  if ('kbps' in quality) return ['-b:a', `${quality.kbps}k`];
  if (vbr === undefined)
    throw unmet(`${format} has no steps of quality`, 'give a rate, such as --quality 160k');
  return vbr(quality.vbr);
}

const unmet = (words: string, hint?: string): RapgoError =>
  new RapgoError('request/unmet', words, hint === undefined ? {} : { hint });
