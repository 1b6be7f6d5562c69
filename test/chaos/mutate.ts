import { copyFileSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { pick } from '../../bench/score/seeded.js';
import { type Chaos, runChaos } from './chaos.js';
import { integrityOf } from './history.js';
import { makeSeeds } from './media.js';
import { type Material, type Mutant, nextMutant } from './mutations.js';
import { scratchBelow } from './outputs.js';
import { orphansOf } from './processes.js';
import { holdsSecret, plantSecrets, SECRET_ENDINGS } from './secret.js';
import { type ChaosRun, itemsOf, type Line, startRapgo } from './start.js';

const BATCH = 250;
/** A file that stalls is given up after 120 s; the rest takes its time on a busy machine. */
const limitMs = (files: number): number => 300_000 + files * 4000;
const WISHES = [
  [],
  [],
  [],
  ['--format', 'wav'],
  ['--format', 'flac', '--verify', 'full'],
  ['--format', 'm4a', '--copy', 'auto'],
  ['--format', 'opus', '--verify', 'off'],
  ['--normalize', '-16', '--trim-silence'],
  ['--speed', '1.5'],
  ['--track', 'all'],
  ['--split-chapters', '--name', '{title} {name}'],
] as const;
/** Kinds that could lead elsewhere: their results are listened to. */
const LEADING = /playlist|reference/;

interface Totals {
  /** How often each kind came to what. */
  readonly ends: Map<string, Map<string, number>>;
  longestSeconds: number;
  mostBytes: number;
  listenedTo: number;
}

/** Damaged and hostile files, a batch at a time. */
await runChaos('mutate', 1000, async (chaos) => {
  const { folder, chance, count, say } = chaos;
  const seeds = await makeSeeds(join(folder, 'seeds'));
  const files = seeds.map(({ path, ending }) => ({ ending, bytes: readFileSync(path) }));
  await startRapgo(['doctor'], folder);
  const totals: Totals = { ends: new Map(), longestSeconds: 0, mostBytes: 0, listenedTo: 0 };
  for (let done = 0; done < count; done += BATCH) {
    const input = join(folder, `in ${done}`);
    mkdirSync(input);
    await plantSecrets(input);
    const material = { chance, files, folder: input, secrets: SECRET_ENDINGS };
    const mutants = writeMutants(material, Math.min(BATCH, count - done));
    await convertBatch(chaos, input, mutants, totals);
    rmSync(input, { recursive: true });
  }
  for (const [kind, ends] of [...totals.ends].sort()) {
    say(`${kind}: ${[...ends].map(([end, times]) => `${times} ${end}`).join(', ')}`);
  }
  const { longestSeconds, mostBytes, listenedTo } = totals;
  say(
    `longest result ${longestSeconds.toFixed(1)} s, largest ${mostBytes} bytes; ${listenedTo} were listened to`,
  );
});

function writeMutants(material: Material, count: number): ReadonlyMap<string, Mutant> {
  const mutants = new Map<string, Mutant>();
  for (let n = 0; n < count; n++) {
    const mutant = nextMutant(material);
    const path = join(material.folder, `mutant ${n}${mutant.ending}`);
    writeFileSync(path, mutant.bytes);
    mutants.set(path, mutant);
  }
  return mutants;
}

async function convertBatch(
  chaos: Chaos,
  input: string,
  mutants: ReadonlyMap<string, Mutant>,
  totals: Totals,
): Promise<void> {
  const { folder, chance, say } = chaos;
  const out = `${input} out`;
  const wish = pick(WISHES, chance);
  const args = ['convert', input, '-o', out, '--json', '--exclude', 'secret.*', ...wish];
  const run = await startRapgo(args, folder, { signal: 'SIGKILL', afterMs: limitMs(mutants.size) });
  const fault = (words: string, file?: string): void => {
    if (file !== undefined) copyFileSync(file, join(folder, `kept ${basename(input)} ${basename(file)}`));
    chaos.fault(`${basename(input)} (${wish.join(' ')}): ${words}`);
  };
  if (run.signal !== null) fault(`was not done in time; ${run.stderr}`);
  else if (run.code !== 0 && run.code !== 7) fault(`exit code ${run.code}: ${run.stderr}`);
  checkItems(run, mutants, totals, fault, wish.includes('all' as never));
  for (const orphan of await orphansOf(out)) fault(`${orphan} outlived rapgo`);
  for (const left of scratchBelow(out)) fault(`${left} was left`);
  const found = integrityOf(join(folder, 'home', 'history.db'));
  if (found !== 'ok') fault(found);
  await checkResults(run, mutants, totals, fault);
  say(
    `${basename(input)} (${wish.join(' ')}): exit code ${run.code}, ${Math.round(run.milliseconds / 1000)} s`,
  );
  rmSync(out, { recursive: true, force: true });
}

type Fault = (words: string, file?: string) => void;

/** Every file is told, and once, unless all its tracks were asked for. */
function checkItems(
  run: ChaosRun,
  mutants: ReadonlyMap<string, Mutant>,
  totals: Totals,
  fault: Fault,
  mayBeSeveral: boolean,
): void {
  const warned = new Set(run.lines.filter(({ type }) => type === 'warning').map(({ jobId }) => jobId));
  const byFile = new Map<unknown, Line[]>();
  for (const item of itemsOf(run)) byFile.set(item.file, [...(byFile.get(item.file) ?? []), item]);
  for (const [file, { kind }] of mutants) {
    const items = byFile.get(file) ?? [];
    if (items.length === 0 || (items.length > 1 && !mayBeSeveral)) fault(`${items.length} items`, file);
    for (const { state, code, jobId, words } of items) {
      if (code === 'internal') fault(`a fault of ours: ${words}`, file);
      const end =
        state === 'done' ? (warned.has(jobId) ? 'done with a warning' : 'done') : String(code ?? state);
      const ends = totals.ends.get(kind) ?? new Map<string, number>();
      totals.ends.set(kind, ends.set(end, (ends.get(end) ?? 0) + 1));
    }
  }
  for (const file of byFile.keys()) if (!mutants.has(String(file))) fault(`an item for ${file}`);
}

async function checkResults(
  run: ChaosRun,
  mutants: ReadonlyMap<string, Mutant>,
  totals: Totals,
  fault: Fault,
): Promise<void> {
  for (const { state, file, output, durationSeconds } of itemsOf(run)) {
    if (state !== 'done' || typeof output !== 'string') continue;
    totals.longestSeconds = Math.max(totals.longestSeconds, Number(durationSeconds));
    totals.mostBytes = Math.max(totals.mostBytes, statSync(output).size);
    if (!LEADING.test(mutants.get(String(file))?.kind ?? '')) continue;
    totals.listenedTo += 1;
    if (await holdsSecret(output)) fault('holds something of another file', String(file));
  }
}
