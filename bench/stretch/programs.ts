import { join } from 'node:path';
import { runProgram } from '../score/process.js';
import { rapgoBin } from '../score/rapgo.js';
import { ffmpegPath } from '../score/sound.js';
import type { SampleFormat } from './channels.js';

/** Words of a command line. */
export interface CommandLine {
  readonly command: string;
  readonly args: readonly string[];
}

/** One way to stretch a WAV file: a program with its settings. */
export interface StretchProgram {
  readonly name: string;
  readonly family: string;
  readonly format: SampleFormat;
  /** Whether the speed table has it. */
  readonly isTimed: boolean;
  stretch(input: string, output: string, ratio: number, format: SampleFormat): CommandLine;
}

/** One way to shift the pitch of a WAV file. */
export interface PitchProgram {
  readonly name: string;
  readonly family: string;
  readonly format: SampleFormat;
  /** Whether formants should stay or move with the pitch. */
  readonly formants: 'keep' | 'move';
  pitch(input: string, output: string, semitones: number): CommandLine;
}

/** rapgo keeps its history under RAPGO_HOME; {@link rapgoEnvironment} gives it one of its own. */
const rapgo = (...args: readonly string[]): CommandLine => ({
  command: process.execPath,
  args: [rapgoBin(), ...args],
});

/** Settings under which every program runs: only rapgo looks at them. */
export const rapgoEnvironment = (scratch: string): Record<string, string> => ({
  RAPGO_HOME: join(scratch, 'home'),
  CI: '1',
  NO_COLOR: '1',
});

const rapgoStretch = (engine: string, isTimed: boolean): StretchProgram => ({
  name: `rapgo-${engine}`,
  family: 'rapgo',
  format: 'float',
  isTimed,
  stretch: (input, output, ratio) =>
    rapgo('stretch', input, '-o', output, '--ratio', String(ratio), '--engine', engine, '--force'),
});

const rubberBand = (engine: 2 | 3): StretchProgram => ({
  name: `rubberband-${engine}`,
  family: 'rubberband',
  format: 'float',
  isTimed: true,
  stretch: (input, output, ratio) => ({
    command: 'rubberband',
    args: ['-q', `-${engine}`, '-t', String(ratio), input, output],
  }),
});

const soundTouch = (name: string, extra: readonly string[]): StretchProgram => ({
  name,
  family: 'soundstretch',
  format: 'int16',
  isTimed: true,
  stretch: (input, output, ratio) => ({
    command: 'soundstretch',
    args: [input, output, `-tempo=${100 / ratio - 100}`, ...extra],
  }),
});

const sox = (preset: 's' | 'm'): StretchProgram => ({
  name: `sox-${preset}`,
  family: 'sox',
  format: 'int16',
  isTimed: preset === 's',
  stretch: (input, output, ratio) => ({
    command: 'sox',
    args: ['-D', input, output, 'tempo', `-${preset}`, String(1 / ratio)],
  }),
});

/** Everything that is compared; `-s` and `-speech` are the programs' own settings for speech. */
export const STRETCH_PROGRAMS: readonly StretchProgram[] = [
  rapgoStretch('voice', true),
  rapgoStretch('music', true),
  rapgoStretch('auto', false),
  rubberBand(3),
  rubberBand(2),
  soundTouch('soundstretch', []),
  soundTouch('soundstretch-speech', ['-speech']),
  sox('m'),
  sox('s'),
  {
    name: 'ffmpeg',
    family: 'ffmpeg',
    format: 'float',
    isTimed: true,
    stretch: (input, output, ratio, format) => ({
      command: ffmpegPath(),
      args: [
        ...['-v', 'error', '-nostdin', '-y', '-i', input, '-filter:a', `atempo=${1 / ratio}`],
        ...['-c:a', format === 'float' ? 'pcm_f32le' : 'pcm_s16le', output],
      ],
    }),
  },
];

const rapgoPitch = (formants: 'keep' | 'move'): PitchProgram => ({
  name: `rapgo-${formants}`,
  family: 'rapgo',
  format: 'float',
  formants,
  pitch: (input, output, semitones) =>
    rapgo(...['pitch', input, '-o', output, `--semitones=${semitones}`, '--formants', formants, '--force']),
});

const rubberBandPitch = (formants: 'keep' | 'move'): PitchProgram => ({
  name: formants === 'keep' ? 'rubberband-3-F' : 'rubberband-3',
  family: 'rubberband',
  format: 'float',
  formants,
  pitch: (input, output, semitones) => ({
    command: 'rubberband',
    args: ['-q', '-3', ...(formants === 'keep' ? ['-F'] : []), `-p${semitones}`, input, output],
  }),
});

/** Everything that shifts pitch. */
export const PITCH_PROGRAMS: readonly PitchProgram[] = [
  rapgoPitch('keep'),
  rapgoPitch('move'),
  rubberBandPitch('keep'),
  rubberBandPitch('move'),
  {
    name: 'soundstretch',
    family: 'soundstretch',
    format: 'int16',
    formants: 'move',
    pitch: (input, output, semitones) => ({
      command: 'soundstretch',
      args: [input, output, `-pitch=${semitones}`],
    }),
  },
];

/** How each family says that it is there and which version it is. */
const FAMILIES: Readonly<Record<string, () => Promise<string | undefined>>> = {
  rapgo: rapgoVersion,
  rubberband: () => versionIn({ command: 'rubberband', args: ['--version'] }, /(\d+\.[\d.]+)/),
  soundstretch: () => versionIn({ command: 'soundstretch', args: [] }, /v(\d+\.[\d.]+)/),
  sox: () => versionIn({ command: 'sox', args: ['--version'] }, /v(\d+\.[\d.]+)/),
  ffmpeg: () => versionIn({ command: ffmpegPath(), args: ['-version'] }, /version (\S+)/),
};

async function versionIn({ command, args }: CommandLine, pattern: RegExp): Promise<string | undefined> {
  const { code, stdout, stderr } = await runProgram(command, args, { limitSeconds: 30 });
  if (code === 127) return undefined;
  return `${stdout.toString('utf8')}\n${stderr}`.match(pattern)?.[1] ?? 'unknown version';
}

/** A command that does not exist yet answers --help with the general page, which names no --ratio. */
async function rapgoVersion(): Promise<string | undefined> {
  const { command, args } = rapgo('stretch', '--help');
  const { code, stdout } = await runProgram(command, args, { limitSeconds: 60 });
  if (code !== 0 || !stdout.toString('utf8').includes('--ratio')) return undefined;
  return versionIn(rapgo('--version'), /(\d+\.[\d.]+\S*)/);
}

/** Versions of the families that are there, and the names of those that are not. */
export async function findFamilies(): Promise<{ versions: Record<string, string>; missing: string[] }> {
  const versions: Record<string, string> = {};
  const missing: string[] = [];
  for (const [family, ask] of Object.entries(FAMILIES)) {
    const version = await ask();
    if (version === undefined) missing.push(family);
    else versions[family] = version;
  }
  return { versions, missing };
}
