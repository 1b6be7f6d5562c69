import { mediaEncoderContract } from '../../engine/ports/media.contract.js';
import { OUTPUT_FORMATS } from '../../engine/ports/media.js';
import { createFfmpegDecoder } from './ffmpeg-decoder.js';
import { createFfmpegEncoder } from './ffmpeg-encoder.js';
import { ffmpegsToTest } from './ffmpegs.contract.js';

for (const [n, { name, ffmpeg }] of (await ffmpegsToTest()).entries()) {
  const source = async () => ffmpeg;
  const formats = OUTPUT_FORMATS.filter((format) => n === 0 || format !== 'wav'); // wav has no ffmpeg in it
  mediaEncoderContract(name, formats, async () => ({
    encoder: createFfmpegEncoder(source),
    decoder: createFfmpegDecoder(source),
  }));
}
