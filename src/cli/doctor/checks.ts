import { RapgoError } from '../../engine/errors.js';
import type { OutputFormat } from '../../engine/ports/media.js';
import type { CliContext } from '../context.js';
import type { Check } from './check.js';

/** Oldest Node.js that works. */
const NODE_MAJOR = 20;
/** An ffmpeg lives long, but decoders of hostile files need their fixes. */
const FRESH_YEARS = 4;
/** Encoder of ffmpeg for each format that needs one; wav needs none. */
const ENCODERS = { mp3: 'libmp3lame', opus: 'libopus', m4a: 'aac', flac: 'flac' } as const satisfies Partial<
  Record<OutputFormat, string>
>;

/** Node.js itself. */
export function nodeCheck(version: string): Check {
  return {
    name: 'node',
    why: 'runs rapgo',
    async look() {
      const isEnough = Number.parseInt(version, 10) >= NODE_MAJOR;
      if (isEnough) return { state: 'ok', found: version };
      return { state: 'missing', found: version, fix: `install Node.js ${NODE_MAJOR} or newer` };
    },
  };
}

/** The ffmpeg that would be used, and why that one. */
export function ffmpegCheck({ ffmpeg }: Pick<CliContext, 'ffmpeg'>, year: number): Check {
  return {
    name: 'ffmpeg',
    why: 'reads every audio and video file, writes all formats but wav',
    async look() {
      let found: Awaited<ReturnType<CliContext['ffmpeg']>>;
      try {
        found = await ffmpeg();
      } catch (error) {
        if (!(error instanceof RapgoError)) throw error;
        return { state: 'missing', found: error.message, fix: error.hint };
      }
      const { path, origin, version, buildYear, skipped } = found;
      const age = buildYear === null ? null : year - buildYear;
      const words = `${version} of ${buildYear ?? 'an unknown year'} at ${path} (${origin})`;
      const details = { path, origin, version, buildYear, skipped };
      if (age !== null && age <= FRESH_YEARS) return { state: 'ok', found: words, details };
      const fix =
        'install a newer ffmpeg (apt, brew or winget install ffmpeg): this one is slow and lacks years of fixes';
      return { state: 'warning', found: words, fix, details };
    },
  };
}

/** Formats that this ffmpeg can write. */
export function encodersCheck({ ffmpeg }: Pick<CliContext, 'ffmpeg'>): Check {
  return {
    name: 'encoders',
    why: 'write mp3, opus, m4a and flac',
    async look() {
      const found = await ffmpeg().catch(() => undefined);
      if (found === undefined)
        return { state: 'missing', found: 'none without ffmpeg', fix: 'install ffmpeg' };
      const formats = Object.entries(ENCODERS);
      const can = formats.filter(([, encoder]) => found.encoders.has(encoder)).map(([format]) => format);
      const lacks = formats.filter(([, encoder]) => !found.encoders.has(encoder));
      if (lacks.length === 0) return { state: 'ok', found: can.join(', ') };
      const names = lacks.map(([format, encoder]) => `${format} (${encoder})`).join(', ');
      return {
        state: 'warning',
        found: `not ${names}`,
        fix: 'install an ffmpeg with these encoders, or use -f wav',
      };
    },
  };
}
