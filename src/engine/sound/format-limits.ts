import { RapgoError } from '../errors.js';
import type { OutputFormat } from '../ports/media.js';

interface Limits {
  readonly mostChannels: number;
  /** Samples a second; absent where any will do. */
  readonly rates?: readonly number[];
}

const MP3_RATES = [8000, 11_025, 12_000, 16_000, 22_050, 24_000, 32_000, 44_100, 48_000];

const LIMITS: Readonly<Record<OutputFormat, Limits>> = {
  wav: { mostChannels: 8 },
  flac: { mostChannels: 8 },
  mp3: { mostChannels: 2, rates: MP3_RATES },
  m4a: { mostChannels: 8, rates: [...MP3_RATES, 64_000, 88_200, 96_000] },
  opus: { mostChannels: 8 }, // has one rate, and everybody expects it
};

/**
 * Sees whether a format can hold a sound as it is.
 *
 * @returns what will become of its rate, for a person; undefined where it is kept
 * @throws {RapgoError} `request/unmet` where it has no room for the channels
 */
export function checkFormat(
  format: OutputFormat,
  sampleRate: number,
  channelCount: number,
): string | undefined {
  const { mostChannels, rates } = LIMITS[format];
  if (channelCount > mostChannels) {
    const words = `${format} holds at most ${mostChannels} channels, and there are ${channelCount}`;
    throw new RapgoError('request/unmet', words, { hint: 'use another format: wav, flac, opus or m4a' });
  }
  if (rates === undefined || rates.includes(sampleRate)) return undefined;
  return `${format} knows no rate of ${sampleRate} Hz: it is written with another one`;
}
