import { basename } from 'node:path';
import { RapgoError } from '../../../engine/errors.js';
import type { CallOptions } from '../../../engine/ports/call-options.js';
import type { Conversion, ConversionSummary, ConvertFormat } from '../../../engine/ports/converter.js';
import type { Ffmpeg } from '../ffmpeg.js';
import { plainLines } from '../ffmpeg-words.js';
import { fileAddress, GUARDED_INPUT } from '../media-file.js';
import { runFfmpeg } from '../run-ffmpeg.js';
import { RESULT_LENGTHS } from './lengths/index.js';
import { createRunReport, type RunReport } from './run-report.js';
import { wantedSeconds } from './wanted-seconds.js';

type Facts = Omit<ConversionSummary, 'warnings'>;

/** Shortfall against the container's word that is more than rounding. */
const SHORTFALL = { share: 0.01, seconds: 0.5 };
/** Encoders of AAC add and cut whole frames, and old ones of Vorbis do. */
const LOOSE: Partial<Record<ConvertFormat, number>> = { aac: 4096, m4a: 4096, ogg: 2048 };

/**
 * Sees whether all of the source was read.
 *
 * @returns words about damage that was stepped over
 * @throws {RapgoError} `media/short` unless nothing is to be verified
 */
export function checkSource(file: string, report: RunReport, facts: Facts, conversion: Conversion): string[] {
  const name = basename(file);
  const wanted = wantedSeconds(report.source(), conversion);
  const complaints = [...new Set(plainLines(report.errors))].slice(0, 2).join('; ');
  const isGuess = report.warnings.some((line) => line.includes('Estimating duration from bitrate'));
  const warnings = complaints === '' ? [] : [`${name} is damaged in places: ${complaints}`];
  if (wanted === undefined || isGuess) return warnings;
  const { durationSeconds } = facts;
  const isShort = wanted - durationSeconds > SHORTFALL.share * wanted + SHORTFALL.seconds;
  // The sound of a video may end before its pictures; only damage tells that it should not have.
  if (!isShort || (report.source()?.hasVideo && complaints === '')) return warnings;
  const words = `only ${durationSeconds.toFixed(1)} s of ${wanted.toFixed(1)} s of ${name} could be read`;
  if (conversion.verify === 'off') return [...warnings, words];
  throw new RapgoError('media/short', complaints === '' ? words : `${words}: ${complaints}`, {
    hint: 'get a whole copy of it, or take what is there with --verify off',
  });
}

/**
 * Sees whether the result holds what went into it: by its own header, or by decoding it.
 *
 * @throws {RapgoError} `check/failed`
 */
export async function checkTarget(
  ffmpeg: Ffmpeg,
  target: string,
  facts: Facts,
  conversion: Conversion,
): Promise<void> {
  const { format, verify } = conversion;
  if (verify === 'off' || facts.length === null) return;
  const found = await (verify === 'full'
    ? decodedLength(ffmpeg, target, conversion)
    : RESULT_LENGTHS[format]?.(target));
  if (found === undefined) {
    if (RESULT_LENGTHS[format] === undefined) return; // nothing exact to go by
    throw new RapgoError('check/failed', `the result has no header that says how long it is`);
  }
  if (Math.abs(found - facts.length) <= (LOOSE[format] ?? 0)) return;
  const words = `the result holds ${found} samples of the ${facts.length} that were encoded`;
  throw new RapgoError('check/failed', words, { hint: 'try again, or use another ffmpeg with --ffmpeg' });
}

/** Samples per channel that come out of a file. */
async function decodedLength(
  ffmpeg: Ffmpeg,
  file: string,
  { signal }: CallOptions,
): Promise<number | undefined> {
  const report = createRunReport();
  await runFfmpeg(ffmpeg, {
    words: 'level+verbose',
    inputOptions: GUARDED_INPUT,
    source: fileAddress(file),
    outputOptions: ['-map', '0:a:0', '-c:a', 'pcm_s16le', '-f', 'null'],
    target: '-',
    limitSeconds: Number.POSITIVE_INFINITY,
    onLine: report.hear,
    signal,
  });
  return report.encodedLength();
}
