import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pick } from '../../bench/score/seeded.js';
import { type Chaos, runChaos } from './chaos.js';
import { ffmpeg } from './decode.js';
import { integrityOf, rowsLater } from './history.js';
import { makeSeeds, type Planted, plantTree } from './media.js';
import { faultsOfFiles, scratchBelow } from './outputs.js';
import { orphansOf } from './processes.js';
import { startRapgo } from './start.js';

/** The promise to the person, ms. */
const PROMISE_MS = 1000;
const EXIT_CODES = { SIGINT: 130, SIGTERM: 143 } as const;
const SIGNALS = ['SIGINT', 'SIGTERM'] as const;
/** What a batch is asked for, so that every part of the work is met; the first alone keeps lengths. */
const WISHES = [
  [],
  [],
  ['--normalize', '-16'],
  ['--speed', '1.3'],
  ['--format', 'flac', '--verify', 'full'],
  ['--trim-silence', '--jobs', '1'],
] as const;
const MOST_MS = 3000;

/** SIGINT and SIGTERM at random moments of a batch. */
await runChaos('stop', 50, async (chaos) => {
  const { folder, count, say } = chaos;
  const seeds = await makeSeeds(join(folder, 'seeds'));
  await startRapgo(['doctor'], folder);
  const input = join(folder, 'in');
  const planted = plantTree(input, seeds, 6);
  const long = await plantLong(input);
  const ended: number[] = [];
  const codes: Record<string, number> = {};
  for (let n = 1; n <= count; n++) {
    const { words, milliseconds } = await stopOnce(chaos, n, input, [...planted, long]);
    codes[words] = (codes[words] ?? 0) + 1;
    ended.push(milliseconds);
  }
  say(`ends: ${JSON.stringify(codes)}; slowest ${Math.round(Math.max(...ended))} ms after the signal`);
});

/** A recording whose conversion takes seconds, so that many signals meet ffmpeg at work. */
async function plantLong(input: string): Promise<Planted> {
  const path = join(input, 'part 0', 'all day.flac');
  await ffmpeg(['-f', 'lavfi', '-i', 'sine=frequency=330:sample_rate=44100', '-t', '900', path]);
  return { path, seed: { path, ending: '.flac', length: 900 * 44_100 } };
}

async function stopOnce(chaos: Chaos, n: number, input: string, planted: readonly Planted[]) {
  const { chance, folder } = chaos;
  const signal = pick(SIGNALS, chance);
  const wish = pick(WISHES, chance);
  const afterMs = 50 + chance() * MOST_MS;
  const out = join(folder, `out ${n}`);
  const home = join(folder, `home ${n}`);
  const args = ['convert', input, '-o', out, '--json', ...wish];
  const run = await startRapgo(args, folder, { signal, afterMs }, { env: { RAPGO_HOME: home } });
  const name = `${n} (${signal} after ${Math.round(afterMs)} ms, ${wish.join(' ')}):`;
  const fault = (words: string) => chaos.fault(`${name} ${words}`);
  const milliseconds = run.endedAfterMs ?? 0;
  // rapgo's own last resort goes by the clock: where it is kept waiting for half of that, nothing can be promised
  const isStarved = run.keptWaitingMs > PROMISE_MS / 2;
  if (milliseconds - run.keptWaitingMs > PROMISE_MS)
    fault(`ended ${Math.round(milliseconds)} ms after the signal`);
  for (const orphan of await orphansOf(out)) fault(`${orphan} outlived rapgo`);
  for (const left of scratchBelow(out)) fault(`${left} was left`);
  if (wish.length === 0) for (const each of await faultsOfFiles(out, input, planted)) fault(each);
  if (run.signal !== null) {
    // node itself was still starting: nothing of ours had run
    if (run.stdout !== '' || existsSync(home)) fault(`was ended by ${run.signal} itself`);
    return { words: `${signal} before the start`, milliseconds };
  }
  const isOver = run.endedAfterMs === undefined || run.code === 0;
  if (!isOver && run.code !== EXIT_CODES[signal]) fault(`exit code ${run.code}: ${run.stderr}`);
  if (existsSync(join(home, 'history.db'))) await checkRows(home, { isOver, isStarved }, fault);
  return { words: `${signal} ${run.code}${isStarved ? ' on a starved machine' : ''}`, milliseconds };
}

async function checkRows(
  home: string,
  { isOver, isStarved }: Readonly<Record<'isOver' | 'isStarved', boolean>>,
  fault: (words: string) => void,
): Promise<void> {
  const database = join(home, 'history.db');
  const found = integrityOf(database);
  if (found !== 'ok') fault(found);
  for (const { id, kind, state } of await rowsLater(database)) {
    const fits =
      state === 'succeeded' || (!isOver && state === 'cancelled') || (isStarved && state === 'interrupted');
    if (!fits) fault(`the ${kind} ${id} is ${state}`);
  }
}
