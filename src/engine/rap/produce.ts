import { createHash } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { RapgoError } from '../errors.js';
import type { TaskContext, TaskOutput } from '../task.js';
import { RAP_RATE } from './hear-speech.js';
import { labelFile, lyricsFile } from './labels.js';
import { hearSpooled } from './listen.js';
import { planClock } from './make-plan.js';
import { CODEC_HEADROOM_DB, type MasterTake, type Measures, masterMix } from './master.js';
import { mixSong, type SongMix } from './mix-song.js';
import type { Plan } from './plan.js';
import { type Production, step } from './production.js';
import { type Score, scoreFaults, scoreStretch, scoreTiming, shareUsed } from './score.js';
import { slotGrid, slotSeconds } from './slots.js';
import type { Spool } from './spool.js';

/** What a finished rap is. */
export interface RapResult {
  readonly style: string;
  readonly tempoBpm: number;
  readonly key: Plan['key'];
  readonly seed: number;
  readonly durationSeconds: number;
  readonly sections: Plan['sections'];
  readonly leftOut: Plan['leftOut'];
  readonly score: Score;
}

/** Sings, mixes, masters, writes and scores a plan. */
export async function produceRap(
  production: Production,
  context: TaskContext,
): Promise<{ result: RapResult; outputs: TaskOutput[] }> {
  const { plan, format } = production;
  const mix = await mixSong(production, context);
  const timing = hearTiming(plan, mix.dry, context);
  timing.catch(() => {}); // awaited below; a failure before that must not be unhandled
  const master = await masterMix(mix.premaster, {
    sampleRate: RAP_RATE,
    targetLufs: plan.targetLufs,
    ceilingDbtp: plan.ceilingDbtp - CODEC_HEADROOM_DB[format],
    mixLufs: mix.lufs,
    openTake: () => openTake(production, context),
    onBlock: (stage, fraction) => step(context, stage, fraction),
  });
  const rap = await master.take.finish();
  context.progress('score', 0);
  const score = makeScore(production, master, await timing);
  context.progress('score', 1);
  if (production.strict) failOnFaults(score);
  for (const spool of [mix.dry, mix.premaster]) spool.close();
  const outputs = [rap, ...mix.stems, ...(await writeSideFiles(production, context))];
  return { result: summary(plan, mix, score), outputs };
}

async function hearTiming(
  plan: Plan,
  dry: Spool,
  { workers, signal }: TaskContext,
): Promise<Score['syllables']> {
  const heard = await hearSpooled(dry, RAP_RATE, workers, { signal });
  const grid = slotGrid(plan.grid, 0.5);
  const clock = planClock(plan);
  const bar = slotSeconds(grid, clock, grid.slotsPerBar) - slotSeconds(grid, clock, 0);
  return scoreTiming(plan, heard, bar / grid.slotsPerBar);
}

interface RapTake extends MasterTake {
  finish(): Promise<TaskOutput>;
}

/** A file that is encoded and hashed while it is mastered. */
async function openTake({ plan, format, output }: Production, context: TaskContext): Promise<RapTake> {
  const file = join(context.scratch, `rap.${format}`);
  const tags = rapTags(plan);
  const options = { format, sampleRate: RAP_RATE, channelCount: 2, wavSample: 'int16' as const, tags };
  const stream = await context.encoder.open(file, { ...options, signal: context.signal });
  const hash = createHash('sha256');
  return {
    async write(block) {
      for (const { buffer, byteOffset, byteLength } of block) {
        hash.update(new Uint8Array(buffer, byteOffset, byteLength));
      }
      await stream.write(block);
    },
    async finish() {
      try {
        await stream.finish();
      } finally {
        await stream.discard();
      }
      return { role: 'rap', file, uri: output, pcmSha256: hash.digest('hex') };
    },
    discard: () => stream.discard(),
  };
}

const rapTags = ({ source, style, tempoBpm, seed, rapgoVersion }: Plan): Record<string, string> => ({
  title: `${source.name} (${style.title} rap)`,
  genre: 'Hip-Hop',
  encoded_by: `rapgo ${rapgoVersion}`,
  TBPM: String(Math.round(tempoBpm)),
  comment: `made by rapgo ${rapgoVersion}: style ${style.name}, ${tempoBpm} BPM, seed ${seed}; no synthetic words`,
});

async function writeSideFiles(
  { plan, planFile, labelsFile, lyricsFile: lyrics }: Production,
  { scratch }: TaskContext,
): Promise<TaskOutput[]> {
  const wanted = [
    { role: 'plan', uri: planFile, text: () => `${JSON.stringify(plan, null, 2)}\n` },
    { role: 'labels', uri: labelsFile, text: () => labelFile(plan) },
    { role: 'lyrics', uri: lyrics, text: () => lyricsFile(plan) },
  ];
  const outputs: TaskOutput[] = [];
  for (const { role, uri, text } of wanted) {
    if (uri === null) continue;
    const file = join(scratch, role);
    await writeFile(file, text());
    outputs.push({ role, file, uri });
  }
  return outputs;
}

function makeScore(
  { plan, tempoConfidence }: Production,
  master: Measures,
  syllables: Score['syllables'],
): Score {
  return {
    syllables,
    stretch: scoreStretch(plan),
    tempoBpm: plan.tempoBpm,
    tempoConfidence,
    integratedLufs: master.integratedLufs,
    targetLufs: plan.targetLufs,
    truePeakDbtp: master.truePeakDbtp,
    ceilingDbtp: plan.ceilingDbtp,
    clippedSamples: master.clippedSamples,
    speechUsed: shareUsed(plan),
  };
}

function failOnFaults(score: Score): void {
  const faults = scoreFaults(score);
  if (faults.length === 0) return;
  throw new RapgoError('check/failed', `the rap does not pass --strict: ${faults.join('; ')}`, {
    hint: 'try another style or --strength 1, or leave --strict out to get the rap as it is',
  });
}

const summary = (plan: Plan, mix: SongMix, score: Score): RapResult => ({
  style: plan.style.name,
  tempoBpm: plan.tempoBpm,
  key: plan.key,
  seed: plan.seed,
  durationSeconds: mix.premaster.length() / RAP_RATE,
  sections: plan.sections,
  leftOut: plan.leftOut,
  score,
});
