import Database from 'better-sqlite3';
import { sqliteJobs } from '../../src/adapters/jobs/sqlite.js';
import { createRandom } from '../../src/dsp/random.js';
import { createUuidv7 } from '../../src/engine/uuid.js';

/** Begin of the history, ms since 1970. */
export const START = 1_700_000_000_000;
/** Time between two jobs. */
const STEP_MS = 60_000;
const DAY_MS = 86_400_000;

/** A history that was filled. */
export interface SeededHistory {
  /** The largest batch: its children are the youngest 40 % of the jobs. */
  readonly batch: string;
  /** A job that failed. */
  readonly failed: string;
  /** When the youngest job was made, ms since 1970. */
  readonly lastTime: number;
}

/**
 * Fills a history: old jobs of all kinds with options and results as long as real ones, then one batch. Three of a hundred
 * fail, half of those are retried.
 */
export async function seedHistory(
  file: string,
  { seed, jobCount }: { readonly seed: number; readonly jobCount: number },
): Promise<SeededHistory> {
  const store = sqliteJobs({ file, now: Date.now });
  await store.list(); // makes the tables
  await store.close();
  const db = new Database(file);
  db.pragma('synchronous = OFF');
  const insert =
    db.prepare(`INSERT INTO jobs (id, spec_version, kind, state, owner, parent_id, retry_of, rapgo_version,
    inputs, options, result, failure, artifacts, audio_seconds, created_at, started_at, finished_at, attempt)
    VALUES (@id, 1, @kind, @state, 'local', @parentId, @retryOf, '0.1.0', @inputs, @options, @result, @failure,
    @artifacts, @audio, @time, @time, @end, 1)`);
  const addEvent = db.prepare('INSERT INTO events (job_id, sequence, event) VALUES (?, ?, ?)');
  const random = createRandom(seed);
  let time = START;
  const nextId = createUuidv7(() => time);
  let batch: string | null = null;
  let failed = '';
  db.transaction(() => {
    for (let n = 0; n < jobCount; n++) {
      time += STEP_MS;
      const id = nextId();
      if (n === Math.floor(jobCount * 0.6)) batch = id;
      const row = rowOf(id, time, batch === id ? null : batch, random);
      if (failed !== '' && row.state === 'succeeded' && random() < 0.015)
        insert.run({ ...row, retryOf: failed });
      else insert.run(row);
      if (row.state === 'failed') failed = id;
      const head = { version: 1, jobId: id, time };
      addEvent.run(id, 1, JSON.stringify({ ...head, sequence: 1, type: 'started', kind: row.kind }));
      addEvent.run(
        id,
        2,
        JSON.stringify({ ...head, sequence: 2, type: 'progress', stage: 'x', fraction: 1 }),
      );
    }
  })();
  db.close();
  if (time - START < DAY_MS || batch === null) throw new Error('too few jobs for this bench');
  return { batch, failed, lastTime: time };
}

const KINDS = [
  { kind: 'stretch', share: 0.7, optionBytes: 200, resultBytes: 400 },
  { kind: 'pitch', share: 0.9, optionBytes: 200, resultBytes: 400 },
  { kind: 'generate', share: 0.95, optionBytes: 8000, resultBytes: 2500 },
  { kind: 'analyze', share: 1, optionBytes: 2, resultBytes: 20_000 },
] as const;

function rowOf(id: string, time: number, parentId: string | null, random: () => number) {
  const { kind, optionBytes, resultBytes } = KINDS.find(({ share }) => random() < share) ?? KINDS[0];
  const draw = random();
  const state =
    draw < 0.94 ? 'succeeded' : draw < 0.97 ? 'failed' : draw < 0.99 ? 'cancelled' : 'interrupted';
  const isDone = state === 'succeeded';
  const audio = isDone ? 10 + 300 * random() : null;
  const filler = (bytes: number): string => 'x'.repeat(bytes);
  const failure = { code: 'media/no-audio', message: `talk ${id}.mp4 has no audio track` };
  return {
    ...{ id, kind, state, parentId, retryOf: null, audio, time },
    end: time + 1000 + Math.floor(20_000 * random()),
    inputs: JSON.stringify([{ uri: `file:///home/me/talks/${id}.mp4`, bytes: 1e6, sha256: filler(64) }]),
    options: JSON.stringify({ output: `file:///home/me/out/${id}.mp3`, filler: filler(optionBytes) }),
    result: JSON.stringify(isDone ? { inputSeconds: audio, filler: filler(resultBytes) } : null),
    failure: JSON.stringify(state === 'failed' ? failure : null),
    artifacts: JSON.stringify(
      isDone ? [{ role: 'sound', uri: `file:///home/me/out/${id}.mp3`, bytes: 1e5 }] : [],
    ),
  };
}
