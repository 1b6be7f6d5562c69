import type { MediaEncoder } from '../../engine/ports/media.js';
import type { FfmpegSource } from './ffmpeg.js';
import type { WavTools } from './wav-tools.js';
import { openWavSink, openWavStream } from './wav-writer.js';

/**
 * Writes every output format: the compressed ones with ffmpeg, which is looked for only then, and WAV by itself.
 */
export function createFfmpegEncoder(source: FfmpegSource, tools?: WavTools): MediaEncoder {
  return {
    async open(file, options) {
      const { format } = options;
      if (format === 'wav') return openWavStream(file, options, tools);
      const { openFfmpegStream } = await import('./ffmpeg-stream.js');
      return openFfmpegStream(await source(), file, { ...options, format });
    },
    openSink: (sink, options) => openWavSink(sink, options, tools),
  };
}
