import type { MediaDecoder } from '../../engine/ports/media.js';
import type { FfmpegSource } from './ffmpeg.js';
import { openWavSound } from './wav-reader.js';
import type { WavTools } from './wav-tools.js';

/**
 * Decodes with ffmpeg, through a pipe, so that no temporary file is written. Plain WAV files that are read block by
 * block need no ffmpeg: it is looked for, and what speaks to it is loaded, only when it is needed.
 */
export function createFfmpegDecoder(source: FfmpegSource, tools?: WavTools): MediaDecoder {
  return {
    async probe(file, options = {}) {
      const { probeMedia } = await import('./probe-media.js');
      return (await probeMedia(await source(), file, options)).info;
    },
    async decode(file, options) {
      const { decodeFile } = await import('./ffmpeg-decode.js');
      return decodeFile(await source(), file, options);
    },
    async open(file, options) {
      const plain = await openWavSound(file, options, tools);
      if (plain !== undefined) return plain;
      const { openFfmpegSound } = await import('./ffmpeg-sound.js');
      return openFfmpegSound(await source(), file, options);
    },
  };
}
