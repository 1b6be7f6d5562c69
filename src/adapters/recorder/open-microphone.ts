import { RapgoError } from '../../engine/errors.js';
import type { Recorder, TakeOptions } from '../../engine/ports/recorder.js';
import type { FfmpegSource } from '../media/ffmpeg.js';
import { findOnPath } from '../media/search-path.js';
import { recorderPrograms } from './programs.js';

/** Where programs are looked for. */
export interface RecorderParts {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly ffmpeg: FfmpegSource;
  /** @default the system we run on */
  readonly platform?: NodeJS.Platform | undefined;
}

/** Records with the first program that is there, or with the one that is asked for. */
export function systemRecorder({ env, ffmpeg, platform = process.platform }: RecorderParts): Recorder {
  return {
    async open(options) {
      const name = await choose(options, env, platform);
      if (name === 'ffmpeg') {
        const { openByFfmpeg } = await import('./ffmpeg-microphone.js');
        return openByFfmpeg(await ffmpeg(), platform, options);
      }
      const { openByPackage } = await import('./package-microphone.js');
      return openByPackage(name, options);
    },
  };
}

async function choose(
  { recorder }: Pick<TakeOptions, 'recorder'>,
  env: RecorderParts['env'],
  platform: NodeJS.Platform,
) {
  const programs = recorderPrograms(platform);
  const wanted = recorder === null ? programs : programs.filter(({ name }) => name === recorder);
  for (const { name } of wanted) {
    // The ffmpeg is the one that everything else uses, which may have come with npm.
    if (name === 'ffmpeg' || (await findOnPath(name, env)).length > 0) return name;
  }
  const { name, install } = wanted[0] ?? programs[0]!;
  throw new RapgoError('tool/missing', `${recorder ?? name}, which records, is not there`, { hint: install });
}
