import { mediaDecoderContract } from '../../engine/ports/media.contract.js';
import { createFfmpegDecoder } from './ffmpeg-decoder.js';
import { ffmpegsToTest } from './ffmpegs.contract.js';

for (const { name, ffmpeg } of await ffmpegsToTest()) {
  mediaDecoderContract(name, async () => createFfmpegDecoder(async () => ffmpeg));
}
