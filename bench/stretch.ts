/**
 * Measures time stretching and pitch shifting from the outside, WAV in, WAV out: `rapgo stretch` and `rapgo pitch`
 * beside the programs that are on PATH. It shares no code with what it measures.
 *
 * Table of contents: stretch/programs.ts (who is measured, with which settings) · run-file.ts (how) · quality.ts →
 * tone.ts, attacks.ts, convergence.ts, pulse-shape.ts, stereo.ts, log-distance.ts, music-onsets.ts (what is heard) ·
 * pitch-quality.ts → pitch-measures.ts, formants.ts · speed.ts, memory.ts · table.ts, plot.ts (how it is shown).
 * stretch-check.ts judges these judges.
 */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { readStretchArguments, type StretchBenchOptions } from './stretch/arguments.js';
import { describeMachine } from './stretch/machine.js';
import { readMusic, readSpeech } from './stretch/material.js';
import { measureMemory, memoryTable } from './stretch/memory.js';
import { measurePitch } from './stretch/pitch-quality.js';
import { drawQuality } from './stretch/plot.js';
import { findFamilies, PITCH_PROGRAMS, STRETCH_PROGRAMS } from './stretch/programs.js';
import { createMeasures, measureQuality } from './stretch/quality.js';
import { readResults, withLastRows, writeResults } from './stretch/results.js';
import { pitchWith, stretchWith } from './stretch/run-file.js';
import { measureSpeed, speedTable } from './stretch/speed.js';
import { pitchTable, qualityTable, type StretchRow } from './stretch/table.js';

const print = (text: string): void => void process.stdout.write(`${text}\n`);
const note = (text: string): void => void process.stderr.write(`${text}\n`);
const now = (): string => new Date().toISOString();
const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** A measure that fails leaves a hole in the table, and is not overlooked. */
const complain = (text: string): void => {
  note(`  failed: ${text}`);
  process.exitCode = 1;
};

type Versions = Readonly<Record<string, string>>;

async function main(): Promise<void> {
  const options = readStretchArguments(process.argv.slice(2));
  const { versions, missing } = await findFamilies();
  for (const family of missing) {
    note(family === 'rapgo' ? '`rapgo stretch --help` fails: rapgo is left out' : `no ${family}: left out`);
  }
  const head = { machine: describeMachine(), versions, missing, measured: now() };
  print(
    `${head.machine.cpu}, ${head.machine.cores} cores, load ${head.machine.load}, Node ${head.machine.node}`,
  );
  print(
    `${Object.entries(versions)
      .map(([name, version]) => `${name} ${version}`)
      .join(', ')}\n`,
  );
  await mkdir(join(options.out, 'stretch'), { recursive: true });
  if (options.parts.has('quality')) await runQuality(options, versions, head);
  if (options.parts.has('speed')) await runSpeed(options, versions, head);
}

/** Programs that are there and asked for, by name or family. */
function choose<T extends { name: string; family: string }>(
  all: readonly T[],
  versions: Versions,
  { programs }: StretchBenchOptions,
): T[] {
  return all.filter(
    ({ name, family }) =>
      versions[family] !== undefined && (!programs || programs.includes(name) || programs.includes(family)),
  );
}

async function runQuality(options: StretchBenchOptions, versions: Versions, head: object): Promise<void> {
  const file = join(options.out, 'stretch-quality.json');
  const measured = {
    stretch: await stretchRows(options, versions),
    pitch: await pitchRows(options, versions),
  };
  const shown = options.withLast ? withLastRows(measured, await readResults(file)) : measured;
  await writeResults(file, { ...head, ...shown });
  if (shown.stretch.length > 0) print(qualityTable(shown.stretch));
  if (shown.pitch.length > 0) print(pitchTable(shown.pitch));
  if (shown.stretch.length > 0) await drawQuality(join(options.out, 'stretch-quality.png'), shown.stretch);
}

async function stretchRows(options: StretchBenchOptions, versions: Versions): Promise<StretchRow[]> {
  const rows: StretchRow[] = [];
  const measures = createMeasures(await readSpeech(options.audio), await readMusic(options.audio));
  for (const program of choose(STRETCH_PROGRAMS, versions, options)) {
    const transform = stretchWith(program, join(options.out, 'stretch'));
    for (const ratio of options.ratios) {
      note(`${program.name} at ${ratio}`);
      const { figures, errors } = await measureQuality(measures, transform, ratio);
      for (const error of errors) complain(error);
      rows.push({ program: program.name, setting: ratio, figures, measured: now() });
    }
  }
  return rows;
}

async function pitchRows(options: StretchBenchOptions, versions: Versions): Promise<StretchRow[]> {
  const rows: StretchRow[] = [];
  for (const program of choose(PITCH_PROGRAMS, versions, options)) {
    const transform = pitchWith(program, join(options.out, 'stretch'));
    for (const semitones of options.semitones) {
      note(`${program.name} by ${semitones} semitones`);
      try {
        const figures = await measurePitch(transform, semitones, program.formants);
        rows.push({ program: program.name, setting: semitones, figures, measured: now() });
      } catch (error) {
        complain(messageOf(error));
      }
    }
  }
  return rows;
}

async function runSpeed(options: StretchBenchOptions, versions: Versions, head: object): Promise<void> {
  const file = join(options.out, 'stretch-speed.json');
  const programs = choose(STRETCH_PROGRAMS, versions, options).filter(({ isTimed }) => isTimed);
  const speed = await measureSpeed(programs, options, note);
  print(speedTable(speed));
  await writeResults(file, { ...head, speed });
  if (options.memoryMinutes > 0) {
    const memory = await measureMemory(programs, options, note);
    print(memoryTable(memory));
    await writeResults(file, { ...head, speed, memory, after: describeMachine() });
  }
}

await main().catch((error: unknown) => {
  note(messageOf(error));
  process.exitCode = 2;
});
