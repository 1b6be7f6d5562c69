import type { RECORDERS } from '../../engine/ports/recorder.js';

/** A program that records. */
export interface RecorderProgram {
  /** As `--recorder` names it. */
  readonly name: (typeof RECORDERS)[number];
  /** How to get it on this system. */
  readonly install: string;
}

const SOX = { linux: 'apt install sox', darwin: 'brew install sox', win32: 'winget install sox' } as const;

/** Programs that record on a system, the best first: those that talk to its sound without a detour. */
export function recorderPrograms(platform: NodeJS.Platform): readonly RecorderProgram[] {
  const sox = SOX[platform as keyof typeof SOX] ?? 'install sox';
  const rec = { name: 'rec', install: sox } as const;
  const plain = { name: 'sox', install: sox } as const;
  const ffmpeg = { name: 'ffmpeg', install: 'install ffmpeg with its devices' } as const;
  if (platform === 'darwin') return [rec, plain, ffmpeg];
  if (platform === 'win32') return [plain, ffmpeg];
  return [{ name: 'arecord', install: 'apt install alsa-utils' }, rec, plain, ffmpeg];
}

/** Devices of ffmpeg by system, and the address of the default microphone there. */
export function ffmpegDevice(
  platform: NodeJS.Platform,
  device: string | null,
): readonly [format: string, address: string] {
  if (platform === 'darwin') return ['avfoundation', `:${device ?? 'default'}`];
  if (platform === 'win32') return ['dshow', `audio=${device ?? 'default'}`];
  return ['alsa', device ?? 'default'];
}

/** What to do where a recorder ends by itself. */
export const OTHER_DEVICE =
  'look whether a microphone is there and free; rapgo record --device NAME chooses another';
