import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Chaos, runChaos } from './chaos.js';
import { integrityOf, rowsLater } from './history.js';
import { makeSeeds, plantTree, type Seed } from './media.js';
import { faultsOfFiles, filesBelow, scratchBelow } from './outputs.js';
import { type ChaosRun, itemsOf, startRapgo } from './start.js';

const FILES = 12;

/** Two processes convert the same folder to the same place at once, with one history. */
await runChaos('two', 10, async (chaos) => {
  const seeds = await makeSeeds(join(chaos.folder, 'seeds'));
  await startRapgo(['doctor'], chaos.folder);
  for (let round = 1; round <= chaos.count; round++) await raceOnce(chaos, seeds, round);
});

async function raceOnce(chaos: Chaos, seeds: readonly Seed[], round: number): Promise<void> {
  const { chance, folder, say } = chaos;
  const [input, out] = [join(folder, `in ${round}`), join(folder, `out ${round}`)];
  const home = join(folder, `home ${round}`);
  const planted = plantTree(input, seeds, FILES);
  const fault = (words: string) => chaos.fault(`round ${round}: ${words}`);
  const start = async (waitMs: number): Promise<ChaosRun> => {
    await new Promise((resolve) => setTimeout(resolve, waitMs));
    const options = { env: { RAPGO_HOME: home } };
    return startRapgo(['convert', input, '-o', out, '--json'], folder, undefined, options);
  };
  const runs = await Promise.all([start(0), start(chance() * 500)]);
  for (const run of runs) checkRun(run, fault);
  const files = filesBelow(out);
  if (files.length !== FILES) fault(`${files.length} files of ${FILES}`);
  for (const each of await faultsOfFiles(out, input, planted)) fault(each);
  for (const left of scratchBelow(out)) fault(`${left} was left`);
  const rows = await checkRows(home, files, runs, fault);
  const again = await start(0);
  const skipped = itemsOf(again).filter(({ state }) => state === 'skipped').length;
  if (again.code !== 0 || skipped !== FILES)
    fault(`a third run skips ${skipped} and ends with ${again.code}`);
  say(`round ${round}: ${runs.map(statesOf).join(' | ')}, ${rows} rows`);
}

/** Each process tells every file once, as done by itself or by the other. */
function checkRun(run: ChaosRun, fault: (words: string) => void): void {
  const items = itemsOf(run);
  if (run.code !== 0) fault(`exit code ${run.code}: ${run.stderr}`);
  if (new Set(items.map(({ file }) => file)).size !== FILES) fault(`${items.length} items`);
  for (const { file, state, words } of items) if (state === 'failed') fault(`${file}: ${words}`);
}

async function checkRows(
  home: string,
  files: readonly string[],
  runs: readonly ChaosRun[],
  fault: (words: string) => void,
): Promise<number> {
  const database = join(home, 'history.db');
  const found = integrityOf(database);
  if (found !== 'ok') fault(found);
  const rows = await rowsLater(database);
  const byId = new Map(rows.map((row) => [row.id, row]));
  for (const { jobId } of runs.flatMap(itemsOf)) {
    if (typeof jobId === 'string' && byId.get(jobId)?.state !== 'succeeded')
      fault(`${jobId} has no such row`);
  }
  const batches = rows.filter(({ kind, state }) => kind === 'batch' && state === 'succeeded').length;
  if (batches !== runs.length) fault(`${batches} batches that succeeded`);
  for (const file of files) {
    const own = rows.filter(({ options }) => outputOf(options) === pathToFileURL(file).href);
    const done = own.filter(({ state }) => state === 'succeeded').length;
    if (done !== 1) fault(`${file} has ${done} rows that succeeded`);
  }
  return rows.length;
}

function outputOf(options: unknown): unknown {
  return (options as { readonly output?: unknown }).output;
}

function statesOf(run: ChaosRun): string {
  const states = itemsOf(run).map(({ state }) => String(state));
  return [...new Set(states)]
    .map((state) => `${states.filter((s) => s === state).length} ${state}`)
    .join(', ');
}
