import { RapgoError } from '../errors.js';
import type { ConvertFormat } from '../ports/converter.js';
import type { ConvertOptions } from '../tasks/convert-options.js';

const MP3_RATES = [8000, 11_025, 12_000, 16_000, 22_050, 24_000, 32_000, 44_100, 48_000];
const AAC_RATES = [...MP3_RATES, 64_000, 88_200, 96_000];

/** What a format knows of rates and channels, where that is not everything. */
const LIMITS: Readonly<
  Partial<Record<ConvertFormat, { readonly rates: readonly number[]; readonly channels: number }>>
> = {
  mp3: { rates: MP3_RATES, channels: 2 },
  m4a: { rates: AAC_RATES, channels: 8 },
  aac: { rates: AAC_RATES, channels: 8 },
  opus: { rates: [8000, 12_000, 16_000, 24_000, 48_000], channels: 8 },
};
const LOSSLESS: ReadonlySet<ConvertFormat> = new Set(['wav', 'flac']);
const WITH_STEPS: ReadonlySet<ConvertFormat> = new Set(['mp3', 'ogg']);

/**
 * Sees whether a format can do what is asked of it.
 *
 * @throws {RapgoError} `request/unmet`
 */
export function checkRequest({
  format,
  quality,
  sampleRate,
  channelCount,
}: Pick<ConvertOptions, 'format' | 'quality' | 'sampleRate' | 'channelCount'>): void {
  const limits = LIMITS[format];
  if (sampleRate !== null && limits !== undefined && !limits.rates.includes(sampleRate)) {
    throw unmet(`${format} knows no rate of ${sampleRate} Hz`, `one of ${limits.rates.join(', ')}`);
  }
  if (channelCount !== null && limits !== undefined && channelCount > limits.channels) {
    throw unmet(`${format} holds at most ${limits.channels} channels`, 'use another format, or --channels 2');
  }
  if (quality === null) return;
  if (LOSSLESS.has(format))
    throw unmet(`${format} loses nothing, so there is no quality to choose`, 'leave it out');
  if ('vbr' in quality && !WITH_STEPS.has(format)) {
    throw unmet(`${format} has no steps of quality`, 'give a rate, such as --quality 160k');
  }
}

const unmet = (words: string, hint: string): RapgoError => new RapgoError('request/unmet', words, { hint });
