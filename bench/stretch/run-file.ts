import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { mustRun } from '../score/process.js';
import { type Interleaved, readWav } from '../score/wav.js';
import { type SampleFormat, writeSound } from './channels.js';
import { type CommandLine, type PitchProgram, rapgoEnvironment, type StretchProgram } from './programs.js';

/** A sound through a program at one setting: a ratio, or semitones. */
export type Transform = (sound: Interleaved, setting: number) => Promise<Interleaved>;

/** Stretches by writing a file, running the program and reading what it wrote. */
export const stretchWith =
  (program: StretchProgram, scratch: string): Transform =>
  (sound, ratio) =>
    throughFiles(sound, program.format, scratch, (input, output) =>
      program.stretch(input, output, ratio, program.format),
    );

/** Shifts pitch in the same way. */
export const pitchWith =
  (program: PitchProgram, scratch: string): Transform =>
  (sound, semitones) =>
    throughFiles(sound, program.format, scratch, (input, output) => program.pitch(input, output, semitones));

async function throughFiles(
  sound: Interleaved,
  format: SampleFormat,
  scratch: string,
  lineFor: (input: string, output: string) => CommandLine,
): Promise<Interleaved> {
  await mkdir(scratch, { recursive: true });
  const [input, output] = [join(scratch, 'in.wav'), join(scratch, 'out.wav')];
  await writeSound(input, sound, format);
  await rm(output, { force: true });
  const { command, args } = lineFor(input, output);
  await mustRun(command, args, { env: rapgoEnvironment(scratch), limitSeconds: 600 });
  return readWav(output);
}
