import type { MediaConverter } from '../../engine/ports/converter.js';
import type { FfmpegSource } from './ffmpeg.js';

/** Converts with ffmpeg, one run for a file; what speaks to it is loaded when it is needed. */
export function createFfmpegConverter(source: FfmpegSource): MediaConverter {
  return {
    async inspect(file, options = {}) {
      const { inspectFile } = await import('./convert/inspect-file.js');
      return inspectFile(await source(), file, options);
    },
    async measure(file, options) {
      const { measureFile } = await import('./convert/measure-file.js');
      return measureFile(await source(), file, options);
    },
    async explain(file, target, conversion) {
      const { explainConversion } = await import('./convert/explain.js');
      return explainConversion(await source(), file, target, conversion);
    },
    async convert(file, target, conversion) {
      const { convertFile } = await import('./convert/convert-file.js');
      return convertFile(await source(), file, target, conversion);
    },
  };
}
