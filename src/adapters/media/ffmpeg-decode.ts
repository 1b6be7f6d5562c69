import { RapgoError } from '../../engine/errors.js';
import type { DecodedMedia, DecodeOptions } from '../../engine/ports/media.js';
import { type DecodePass, type Decoding, decodePass } from './decode-pass.js';
import { decodeWarnings } from './decode-warnings.js';
import type { Ffmpeg } from './ffmpeg.js';
import { LIMIT_TOLERANCE_SECONDS, tooLong } from './length-limit.js';
import { probeMedia } from './probe-media.js';
import { MAX_REPAIRED } from './raw-floats.js';
import { badSamples } from './repair-count.js';

/** Mean of both channels against the louder one, as energies: below −10 dB they cancel each other. */
const CANCELLED = 0.1;

/**
 * Decodes a whole file into memory.
 *
 * @throws {RapgoError} as `MediaDecoder.decode`
 */
export async function decodeFile(
  ffmpeg: Ffmpeg,
  file: string,
  options: DecodeOptions,
): Promise<DecodedMedia> {
  const media = await probeMedia(ffmpeg, file, options);
  const seconds = media.info.durationSeconds ?? 0;
  if (seconds > options.limitSeconds + LIMIT_TOLERANCE_SECONDS) {
    throw tooLong(file, options.limitSeconds, seconds);
  }
  return decodeProbed({ ffmpeg, file, media, options });
}

async function decodeProbed(decoding: Decoding): Promise<DecodedMedia> {
  const { file, media, options } = decoding;
  const { sampleRate, channelCount } = options;
  const piped = media.track.channelCount === 1 ? 1 : 2;
  const { sink, heard, notes } = await (channelCount === 1 && piped === 2
    ? decodeToMono(decoding)
    : decodePass(decoding, piped, 'all').then((pass) => ({ ...pass, notes: [] })));
  const length = sink.length();
  if (length === 0) throw new RapgoError('media/no-audio', `${file} has an audio track without sound in it`);
  const repairedShare = sink.repaired() / (length * piped);
  if (repairedShare > MAX_REPAIRED) throw badSamples(file, repairedShare);

  const channels = sink.finish();
  if (channelCount === 2 && piped === 1) channels.push(channels[0]!.slice());
  const warnings = await decodeWarnings({ file, media, heard, decodedSeconds: length / sampleRate });
  return { channels, sampleRate, repairedSamples: sink.repaired(), warnings: [...warnings, ...notes] };
}

/**
 * Mean of left and right. Where a microphone is wired the wrong way round nothing would be left of it; whether
 * that is so is known at the end only, and a second pass is cheaper than keeping both channels for every file.
 */
async function decodeToMono(decoding: Decoding): Promise<DecodePass & { readonly notes: readonly string[] }> {
  const pass = await decodePass(decoding, 2, 'mean');
  const { left, right, mean } = pass.sink.energies();
  if (mean >= CANCELLED * Math.max(left, right)) return { ...pass, notes: [] };
  const louder = left >= right ? 0 : 1;
  const note = `left and right cancel each other: only the ${louder === 0 ? 'left' : 'right'} channel is used`;
  return { ...(await decodePass(decoding, 2, louder)), notes: [note] };
}
