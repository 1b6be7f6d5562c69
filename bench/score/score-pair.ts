import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Clip } from './clips.js';
import { detectBySlope } from './detect-slope.js';
import { measureDeterminism } from './determinism.js';
import { measureTempo } from './drum-tempo.js';
import { measureGrid } from './grid.js';
import { measureLoudness } from './loudness.js';
import { scoreOnsets } from './onset-score.js';
import { measureCoverage, measureOrder, measureStretch } from './plan-checks.js';
import { type Plan, readPlan, sourcePCentres } from './plan-view.js';
import { analysedSyllables, generate, generateSong, type RapFiles, rapFiles } from './rapgo.js';
import type { Part, Row } from './row.js';
import { decodeMono } from './sound.js';
import { round } from './statistics.js';
import { measureStems } from './stems.js';

/** What was rapped, and what was measured. */
export interface ScoredPair {
  readonly clip: Clip;
  readonly row: Row;
}

interface PairOptions {
  readonly parts: ReadonlySet<Part>;
  readonly folder: string;
  readonly reuse: boolean;
  /** Whether all stems stay; else only the dry voice does, as a song's stems take some 200 MB. */
  readonly keep: boolean;
}

/** Makes one rap and measures it; what fails is noted in the row and the rest goes on. */
export async function scorePair(clip: Clip, style: string, options: PairOptions): Promise<ScoredPair> {
  const files = rapFiles(options.folder);
  const row: Row = { clip: clip.name, kind: clip.kind, style, errors: [] };
  const attempt = async (name: string, work: () => Promise<void>): Promise<void> => {
    try {
      await work();
    } catch (error) {
      row.errors.push(`${name}: ${error instanceof Error ? error.message : String(error)}`);
    }
  };
  let plan: Plan | undefined;
  if (options.parts.size === 1 && options.parts.has('words')) return { clip, row }; // heard in other raps
  if (!options.reuse) {
    await attempt('generate', async () => {
      row.seconds = round((await generate(clip.file, style, files)).seconds, 1);
    });
  }
  await attempt('plan', async () => {
    plan = await readPlan(files.plan);
  });
  if (plan !== undefined) {
    Object.assign(row, {
      tempoBpm: round(plan.tempoBpm, 2),
      targetLufs: plan.targetLufs,
      ceilingDbtp: plan.ceilingDbtp,
    });
    await measureParts(row, plan, clip, files, options, attempt);
  }
  if (!options.keep) await attempt('cleaning up', () => dropStems(files));
  return { clip, row };
}

async function dropStems({ stems }: RapFiles): Promise<void> {
  for (const name of await readdir(stems)) if (name !== 'dry-voice.wav') await rm(join(stems, name));
}

type Attempt = (name: string, work: () => Promise<void>) => Promise<void>;

async function measureParts(
  row: Row,
  plan: Plan,
  clip: Clip,
  files: RapFiles,
  { parts, reuse }: PairOptions,
  attempt: Attempt,
): Promise<void> {
  const when = (part: Part, work: () => Promise<void>): Promise<void> =>
    parts.has(part) ? attempt(part, work) : Promise.resolve();
  let analysed: number | undefined;
  await when('syllables', async () => {
    const order = measureOrder(plan);
    row.syllables = { truth: clip.syllables ?? null, plan: order.found, analysed: null };
    if (clip.vowels) row.vowels = scoreOnsets([{ found: sourcePCentres(plan), known: clip.vowels }]);
    row.covered = measureCoverage(plan, detectBySlope(await decodeMono(clip.file)));
    analysed = await analysedSyllables(clip.file, join(files.folder, 'home'));
    row.syllables = { ...row.syllables, analysed: analysed ?? null };
  });
  await when('grid', async () => {
    row.grid = measureGrid(await decodeMono(join(files.stems, 'dry-voice.wav')), plan);
  });
  await when('stretch', async () => {
    row.stretch = measureStretch(plan);
  });
  await when('order', async () => {
    row.order = measureOrder(plan, analysed);
  });
  await when('loudness', async () => {
    row.mp3 = await measureLoudness(files.rap);
    const wav = rapFiles(join(files.folder, 'as-wav'), 'wav');
    if (!reuse) await generateSong(clip.file, row.style, wav);
    row.wav = await measureLoudness(wav.rap);
  });
  await when('tempo', async () => {
    // A style of the voice alone has no drums to be heard.
    if (plan.style.band === null && plan.beat === null) return;
    row.tempo = await measureTempo(join(files.stems, 'drums.wav'), plan.tempoBpm, files.folder);
  });
  await when('stems', async () => {
    row.stems = await measureStems(files.stems);
  });
  await when('determinism', async () => {
    row.determinism = await measureDeterminism(clip, row.style, files);
  });
}
