// How long a history of 100 000 jobs takes to answer: `npx tsx bench/history.ts [SEED] [JOBS]`; see README.md.
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sqliteJobs } from '../src/adapters/jobs/sqlite.js';
import type { RunStore } from '../src/engine/ports/run-store.js';
import { createUuidv7 } from '../src/engine/uuid.js';
import { START, seedHistory } from './history/seed.js';

/** What issue and design promise for every question, ms. */
const BAR_MS = 100;
const ROUNDS = 15;
const RECORDED = 1000;
const print = (line: string): void => void process.stdout.write(`${line}\n`);

const [seed = 1, jobCount = 100_000] = process.argv.slice(2).map(Number);
const folder = await mkdtemp(join(tmpdir(), 'rapgo-bench-'));
try {
  const file = join(folder, 'history.db');
  const { batch, failed, lastTime } = await seedHistory(file, { seed, jobCount });
  const { size } = await stat(file);
  print(`${jobCount} jobs, seed ${seed}, ${(size / 2 ** 20).toFixed(0)} MiB\n`);
  const prefix = failed.slice(0, 20);
  const questions: Record<string, (store: RunStore) => Promise<unknown>> = {
    list: (store) => store.list({ topLevel: true }),
    'list --all': (store) => store.list(),
    'list --state failed': (store) => store.list({ topLevel: true, state: 'failed' }),
    'list --kind pitch --state cancelled': (store) =>
      store.list({ topLevel: true, kind: 'pitch', state: 'cancelled' }),
    'list --since (last day)': (store) => store.list({ topLevel: true, since: lastTime - 86_400_000 }),
    'show ID: by prefix': (store) => store.get(prefix),
    'show ID: events': (store) => store.events(failed),
    'show ID: children summed up': (store) => store.tally({ parentId: batch }),
    'show ID: failed children': (store) =>
      store.list({ parentId: batch, state: 'failed', unretried: true, limit: 20 }),
    stats: (store) => store.tally(),
    'stats --since (last day)': (store) => store.tally({ since: lastTime - 86_400_000 }),
    'retry ID: later retries': (store) => store.list({ retryOf: failed }),
    'retry --failed: all of them': (store) =>
      store.list({ state: 'failed', unretried: true, limit: Number.MAX_SAFE_INTEGER }),
  };
  print(`${'question'.padEnd(40)}first   best  median  processor, ms`);
  for (const [name, ask] of Object.entries(questions)) print(await measure(file, name, ask));
  await measureWrites(file, lastTime);
} finally {
  await rm(folder, { recursive: true });
}

/**
 * Asks a store that has just been opened, then again and again. The wall time of a busy machine says little: the time of the
 * processor stands beside it, and the best round is held against the bar.
 */
async function measure(file: string, name: string, ask: (store: RunStore) => Promise<unknown>) {
  const store = sqliteJobs({ file, now: Date.now });
  await store.get('nobody'); // opens
  const rounds: { readonly wallMs: number; readonly cpuMs: number }[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const [start, before] = [performance.now(), process.cpuUsage()];
    await ask(store);
    const { user, system } = process.cpuUsage(before);
    rounds.push({ wallMs: performance.now() - start, cpuMs: (user + system) / 1000 });
  }
  await store.close();
  const walls = rounds.map(({ wallMs }) => wallMs).toSorted((a, b) => a - b);
  const cpuMs = Math.min(...rounds.map((round) => round.cpuMs));
  const figures = [rounds[0]!.wallMs, walls[0]!, walls[ROUNDS >> 1]!, cpuMs];
  const cells = figures.map((ms) => ms.toFixed(1).padStart(8)).join('');
  return `${name.padEnd(36)}${cells}${walls[0]! > BAR_MS ? '  TOO SLOW' : ''}`;
}

/** What a job costs from its first row to its last, and how long it takes to forget a tenth of the history. */
async function measureWrites(file: string, lastTime: number): Promise<void> {
  const store = sqliteJobs({ file, now: Date.now });
  const nextId = createUuidv7(Date.now);
  const spec = { specVersion: 1, kind: 'stretch', inputs: [], options: {} } as const;
  const before = process.cpuUsage();
  for (let n = 0; n < RECORDED; n++) {
    const { id } = await store.create({ id: nextId(), spec, owner: 'me', rapgoVersion: '0' });
    const lease = (await store.acquire(id, 'me', 30_000))!;
    const event = { version: 1, jobId: id, time: 0, sequence: 1, type: 'finished', result: null } as const;
    await store.finish(lease, { state: 'succeeded', result: null, artifacts: [] }, event);
  }
  const used = process.cpuUsage(before);
  const each = (used.user + used.system) / 1000 / RECORDED;
  print(`\nto record a job: ${each.toFixed(2)} ms of the processor`);
  const countMs = async (work: () => Promise<number>) => {
    const start = performance.now();
    return `${await work()} jobs in ${(performance.now() - start).toFixed(0)} ms`;
  };
  const tenth = START + (lastTime - START) / 10;
  print(`prune --dry-run: ${await countMs(() => store.prune(tenth, { dryRun: true }))}`);
  print(`prune:           ${await countMs(() => store.prune(tenth))}`);
  await store.close();
}
