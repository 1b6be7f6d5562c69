import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { JobRecord } from '../../src/engine/job.js';
import { type Chaos, runChaos } from './chaos.js';
import { integrityOf, rowsLater } from './history.js';
import { makeSeeds, plantTree, type Seed } from './media.js';
import { faultsOfFiles, filesBelow, inodesBelow, makeOld, scratchBelow } from './outputs.js';
import { orphansOf } from './processes.js';
import { itemsOf, startRapgo } from './start.js';

const FILES = 6;
/** Of the time of a batch, what goes by before its first file. */
const START_SHARE = 0.3;
/** Kills of one batch before it is let go on to its end. */
const MOST_KILLS_A_ROUND = 5;
const ENDED = new Set(['succeeded', 'failed', 'cancelled', 'interrupted']);

const outputOf = (row: JobRecord): unknown => (row.options as { readonly output?: unknown }).output;

interface Totals {
  kills: number;
  tooLate: number;
  orphans: number;
  scratch: number;
}

/** kill -9 at random moments of a batch, then the batch again until it is done. */
await runChaos('kill', 200, async (chaos) => {
  const seeds = await makeSeeds(join(chaos.folder, 'seeds'));
  await startRapgo(['doctor'], chaos.folder); // asks ffmpeg what it can, once for all
  let usualMs = await timeOneBatch(chaos, seeds);
  chaos.say(`an undisturbed batch of ${FILES} files takes ${Math.round(usualMs)} ms`);
  const totals: Totals = { kills: 0, tooLate: 0, orphans: 0, scratch: 0 };
  for (let round = 1; totals.kills < chaos.count && round <= chaos.count; round++) {
    usualMs = await killOneBatch(chaos, seeds, round, usualMs, totals);
  }
  const states = await countStates(chaos);
  chaos.say(`${totals.kills} kills, ${totals.tooLate} came too late; rows: ${JSON.stringify(states)}`);
  chaos.say(`${totals.orphans} orphans, ${totals.scratch} scratch folders left and cleared a day later`);
});

async function timeOneBatch({ folder }: Chaos, seeds: readonly Seed[]): Promise<number> {
  const input = join(folder, 'first');
  plantTree(input, seeds, FILES);
  const run = await startRapgo(['convert', input, '-o', join(folder, 'first out')], folder);
  if (run.code !== 0) throw new Error(run.stderr);
  return run.milliseconds;
}

async function killOneBatch(
  chaos: Chaos,
  seeds: readonly Seed[],
  round: number,
  usualMs: number,
  totals: Totals,
): Promise<number> {
  const { chance, count, folder, fault } = chaos;
  const [input, out] = [join(folder, `in ${round}`), join(folder, `out ${round}`)];
  const planted = plantTree(input, seeds, FILES);
  const args = ['convert', input, '-o', out, '--json'];
  let nextMs = usualMs;
  const seen = new Map<string, number>();
  const reported: string[] = [];
  const kills = Math.min(1 + Math.floor(chance() * MOST_KILLS_A_ROUND), count - totals.kills);
  for (let n = 0; n < kills; n++) {
    const left = FILES - filesBelow(out).length;
    if (left === 0) break; // nothing to disturb any more
    const afterMs = 60 + chance() * nextMs * (START_SHARE + (1 - START_SHARE) * (left / FILES));
    const run = await startRapgo(args, folder, { signal: 'SIGKILL', afterMs });
    const orphans = await orphansOf(out);
    totals.orphans += orphans.length;
    for (const orphan of orphans) fault(`round ${round}: ${orphan} outlived rapgo`);
    if (run.signal === 'SIGKILL') totals.kills += 1;
    else {
      totals.tooLate += 1;
      if (left === FILES) nextMs = run.milliseconds; // the machine has become quicker
    }
    reported.push(...itemsOf(run).flatMap(({ jobId }) => (typeof jobId === 'string' ? [jobId] : [])));
    for (const [file, inode] of inodesBelow(out)) seen.set(file, seen.get(file) ?? inode);
  }
  const last = await startRapgo(args, folder);
  if (last.code !== 0) fault(`round ${round}: the last run ended with ${last.code}: ${last.stderr}`);
  const words = `round ${round}:`;
  const files = filesBelow(out);
  if (files.length !== FILES) fault(`${words} ${files.length} files of ${FILES}`);
  for (const [file, inode] of inodesBelow(out)) {
    if ((seen.get(file) ?? inode) !== inode) fault(`${words} ${file} was made twice`);
  }
  for (const each of await faultsOfFiles(out, input, planted)) fault(`${words} ${each}`);
  await checkRows(chaos, round, files, reported);
  totals.scratch += await checkScratch(chaos, round, input, out);
  return nextMs;
}

async function checkRows(
  { folder, fault }: Chaos,
  round: number,
  files: readonly string[],
  reported: readonly string[],
): Promise<void> {
  const database = join(folder, 'home', 'history.db');
  const found = integrityOf(database);
  if (found !== 'ok') fault(`round ${round}: ${found}`);
  const rows = await rowsLater(database);
  for (const { id, state } of rows) if (!ENDED.has(state)) fault(`round ${round}: ${id} is ${state}`);
  const byId = new Map(rows.map((row) => [row.id, row]));
  for (const id of reported) {
    if (byId.get(id)?.state !== 'succeeded')
      fault(`round ${round}: ${id} was told done, but has no such row`);
  }
  for (const file of files) {
    const own = rows.filter((row) => outputOf(row) === pathToFileURL(file).href);
    const done = own.filter(({ state }) => state === 'succeeded').length;
    if (own.length === 0) fault(`round ${round}: no row for ${file}`);
    if (done > 1) fault(`round ${round}: ${file} has ${done} rows that succeeded`);
  }
}

/** A day later, the next result in a folder takes what was left there away. */
async function checkScratch({ folder, fault }: Chaos, round: number, input: string, out: string) {
  const left = scratchBelow(out);
  if (left.length === 0) return 0;
  makeOld(left, 25);
  await startRapgo(['convert', input, '-o', out, '--force'], folder);
  for (const each of scratchBelow(out)) fault(`round ${round}: ${each} is still there`);
  return left.length;
}

async function countStates({ folder }: Chaos): Promise<Record<string, number>> {
  const states: Record<string, number> = {};
  for (const { kind, state } of await rowsLater(join(folder, 'home', 'history.db'))) {
    states[`${kind} ${state}`] = (states[`${kind} ${state}`] ?? 0) + 1;
  }
  return states;
}
