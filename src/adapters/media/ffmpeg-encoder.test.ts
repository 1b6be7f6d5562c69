import { mediaEncoderContract } from '../../engine/ports/media.contract.js';
import { OUTPUT_FORMATS } from '../../engine/ports/media.js';
import { createFfmpegDecoder } from './ffmpeg-decoder.js';
import { createFfmpegEncoder } from './ffmpeg-encoder.js';
import { ffmpegsToTest } from './ffmpegs.contract.js';

for (const { name, ffmpeg } of await ffmpegsToTest()) {
  const source = async () => ffmpeg;
  mediaEncoderContract(name, OUTPUT_FORMATS, async () => ({
    encoder: createFfmpegEncoder(source),
    decoder: createFfmpegDecoder(source),
  }));
}
