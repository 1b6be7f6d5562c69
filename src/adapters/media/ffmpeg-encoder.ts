import type { Dither16, MediaEncoder } from '../../engine/ports/media.js';
import type { FfmpegSource } from './ffmpeg.js';
import { openWavSink, openWavStream } from './wav-writer.js';

/**
 * Writes every output format: the compressed ones with ffmpeg, which is looked for only then, and WAV by itself.
 *
 * @param quickDither for WAV of 16 bits
 */
export function createFfmpegEncoder(source: FfmpegSource, quickDither?: Dither16): MediaEncoder {
  return {
    async open(file, options) {
      const { format } = options;
      if (format === 'wav') return openWavStream(file, options, quickDither);
      const { openFfmpegStream } = await import('./ffmpeg-stream.js');
      return openFfmpegStream(await source(), file, { ...options, format });
    },
    openSink: (sink, options) => openWavSink(sink, options, quickDither),
  };
}
