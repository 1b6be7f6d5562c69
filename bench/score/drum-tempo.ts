import { join } from 'node:path';
import { isOnPath, mustRun, runProgram } from './process.js';
import { ffmpegPath } from './sound.js';
import { round } from './statistics.js';

/** What outside programs hear in the drums. */
export interface TempoMeasure {
  /** Beats a minute by program; a program that is missing or hears none is left out. */
  readonly heard: Readonly<Record<string, number>>;
  /** Whether any of them agrees with the plan; null where no program could be asked. */
  readonly agrees: boolean | null;
}

/** Readings of one tempo that count as the same: half time, double time and their triplet kin. */
const SAME = [1, 2, 3, 1 / 2, 1 / 3, 2 / 3, 3 / 2];
const TOLERANCE = 0.005;

/** Asks soundstretch and aubio for the tempo of a drum stem. */
export async function measureTempo(drums: string, planBpm: number, scratch: string): Promise<TempoMeasure> {
  const plain = join(scratch, 'drums-16.wav');
  // Neither program reads float WAV everywhere.
  await mustRun(ffmpegPath(), ['-v', 'error', '-nostdin', '-y', '-i', drums, '-c:a', 'pcm_s16le', plain]);
  const heard: Record<string, number> = {};
  for (const { name, program, args, read } of PROGRAMS) {
    if (!(await isOnPath(program))) continue;
    const { stdout, stderr } = await runProgram(program, args(plain), { limitSeconds: 300 });
    const bpm = read(stdout.toString('utf8') + stderr);
    if (bpm !== undefined && bpm > 0) heard[name] = round(bpm, 2);
  }
  const readings = Object.values(heard);
  const agrees = readings.some((bpm) => isSameTempo(bpm, planBpm));
  return { heard, agrees: readings.length === 0 ? null : agrees };
}

interface TempoProgram {
  readonly name: string;
  readonly program: string;
  readonly args: (file: string) => string[];
  readonly read: (output: string) => number | undefined;
}

const numberIn = (text: string, pattern: RegExp): number | undefined => {
  const found = pattern.exec(text)?.[1];
  return found === undefined ? undefined : Number(found);
};

/**
 * The first two also miss programmed songs whose tempo is known (0.4 to 3 % off, or nothing at all);
 * the third lets aubio find the drum strokes and reads their common period, which is exact there.
 */
const PROGRAMS: readonly TempoProgram[] = [
  {
    name: 'soundstretch',
    program: 'soundstretch',
    args: (file) => [file, '-bpm'],
    read: (text) => numberIn(text, /BPM rate\s+([\d.]+)/),
  },
  {
    name: 'aubio tempo',
    program: 'aubio',
    args: (file) => ['tempo', file],
    read: (text) => numberIn(text, /([\d.]+) bpm/),
  },
  {
    name: 'aubio onset',
    program: 'aubio',
    args: (file) => ['onset', file],
    read: (text) => commonTempo(numbersIn(text)),
  },
];

const numbersIn = (text: string): number[] =>
  text
    .split(/\s+/)
    .filter((word) => /^\d+\.\d+$/.test(word))
    .map(Number);

/** Tempo at which the strokes' phases agree best, brought into the range of beats by halving. */
export function commonTempo(strokes: readonly number[]): number | undefined {
  if (strokes.length < 8) return undefined;
  let best = { bpm: 0, agreement: 0 };
  for (let bpm = 60; bpm < 660; bpm += 0.05) {
    let [re, im] = [0, 0];
    for (const time of strokes) {
      const phase = (2 * Math.PI * time * bpm) / 60;
      re += Math.cos(phase);
      im += Math.sin(phase);
    }
    const agreement = Math.hypot(re, im);
    if (agreement > best.agreement) best = { bpm, agreement };
  }
  let { bpm } = best;
  while (bpm > 210) bpm /= 2;
  return bpm;
}

/** Whether two tempi are one within 0.5 %, counted in halves, thirds and their multiples. */
export function isSameTempo(heard: number, planned: number): boolean {
  return SAME.some((factor) => Math.abs(heard / (planned * factor) - 1) <= TOLERANCE);
}
