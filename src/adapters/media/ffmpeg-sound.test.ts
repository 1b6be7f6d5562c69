import { soundStreamContract } from '../../engine/ports/media.stream.contract.js';
import { openFfmpegSound } from './ffmpeg-sound.js';
import { ffmpegsToTest } from './ffmpegs.contract.js';

for (const { name, ffmpeg } of await ffmpegsToTest()) {
  soundStreamContract(name, (file, options) => openFfmpegSound(ffmpeg, file, options));
}
