import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { RapgoError } from '../../engine/errors.js';
import { arrivalsContract } from '../../engine/ports/arrivals.contract.js';
import { jobStoreContract } from '../../engine/ports/job-store.contract.js';
import { listQuery, tallyQuery } from './list-query.js';
import { migrate } from './migrate.js';
import { MIGRATIONS } from './migrations/index.js';
import { sqliteJobs } from './sqlite.js';
import { toHistoryError } from './sqlite-errors.js';

const run = promisify(execFile);
const CHILD = fileURLToPath(new URL('./sqlite-process.contract.ts', import.meta.url));

let folder: string;
let count = 0;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'rapgo-history-'));
});
afterAll(() => rm(folder, { recursive: true }));
const fresh = (): string => join(folder, `${++count}`, 'history.db');
const now = Date.now;

/** Opens a store on `file` and reads it. */
async function look(file: string): Promise<unknown> {
  const store = sqliteJobs({ file, now });
  try {
    return await store.list();
  } finally {
    await store.close();
  }
}
const startChild = (...args: string[]) => run(process.execPath, ['--import', 'tsx', CHILD, ...args]);

jobStoreContract('sqlite', (now) => sqliteJobs({ file: fresh(), now }));

arrivalsContract('sqlite', () => sqliteJobs({ file: fresh(), now }).arrivals);

describe('sqliteJobs()', () => {
  it('makes nothing before the first call', async () => {
    const file = fresh();
    await sqliteJobs({ file, now }).close();
    expect(existsSync(file)).toBe(false);
  });

  it('keeps jobs for the next process, in WAL', async () => {
    const file = fresh();
    const store = sqliteJobs({ file, now });
    const spec = { specVersion: 1, kind: 'x', inputs: [], options: {} } as const;
    await store.create({ id: 'a', spec, owner: 'me', rapgoVersion: '0' });
    await store.close();
    expect(await look(file)).toMatchObject([{ id: 'a' }]);
    const db = new Database(file);
    expect(db.pragma('journal_mode', { simple: true })).toBe('wal');
    db.close();
  });

  it('does not run after it is closed', async () => {
    const store = sqliteJobs({ file: fresh(), now });
    await store.close();
    await expect(store.list()).rejects.toThrow('closed');
  });

  it('is shared by processes that start at the same moment, without an error or a lost row', async () => {
    const file = fresh();
    await Promise.all(['a', 'b', 'c'].map((name) => startChild(file, name, '60')));
    const store = sqliteJobs({ file, now });
    for (const kind of ['a', 'b', 'c']) {
      const jobs = await store.list({ kind, state: 'succeeded', limit: 1000 });
      expect(jobs.map(({ result }) => result)).toEqual(Array.from({ length: 60 }, (_, n) => 59 - n));
      expect(await store.events(jobs[0]!.id)).toHaveLength(2);
    }
    expect(await store.list({ kind: 'shared' })).toHaveLength(1);
    await store.close();
  });

  it('is pruned while other processes write, without an error or a lost row', async () => {
    const file = fresh();
    const store = sqliteJobs({ file, now: () => 1000 });
    const spec = { specVersion: 1, kind: 'old', inputs: [], options: {} } as const;
    for (let n = 0; n < 1000; n++) {
      await store.create({ id: `old-${n}`, spec, owner: 'me', rapgoVersion: '0' });
      await store.requestCancel(`old-${n}`);
    }
    const [pruned] = await Promise.all([
      store.prune(2000),
      ...['a', 'b'].map((name) => startChild(file, name, '40')),
    ]);
    expect(pruned).toBe(1000);
    expect(await store.list({ kind: 'old' })).toEqual([]);
    for (const kind of ['a', 'b'])
      expect(await store.list({ kind, state: 'succeeded', limit: 100 })).toHaveLength(40);
    await store.close();
  });

  it('shows the job of a killed process as interrupted once its lease is over', async () => {
    const file = fresh();
    await expect(startChild(file, 'a', '1', 'die')).rejects.toMatchObject({ signal: 'SIGKILL' });
    let clock = Date.now();
    const store = sqliteJobs({ file, now: () => clock });
    expect(await store.list()).toMatchObject([{ state: 'running' }]);
    clock += 60_000;
    expect(await store.list()).toMatchObject([{ state: 'interrupted', attempt: 1 }]);
    await store.close();
    const db = new Database(file, { readonly: true });
    expect(db.prepare('SELECT state FROM jobs').pluck().get()).toBe('interrupted');
    db.close();
  });

  it('waits for a lock without stopping the event loop for long', async () => {
    const file = fresh();
    await look(file);
    const other = new Database(file);
    other.exec('BEGIN IMMEDIATE');
    const store = sqliteJobs({ file, now });
    let finished = false;
    const cancelled = store.requestCancel('nobody').finally(() => {
      finished = true;
    });
    await new Promise((resolve) => setTimeout(resolve, 400));
    expect(finished).toBe(false);
    other.exec('COMMIT');
    expect(await cancelled).toBe(false);
    await store.close();
    other.close();
  });

  it('reads every list from an index, without sorting', async () => {
    const file = fresh();
    await look(file);
    const db = new Database(file);
    const filters = [
      {},
      { state: 'failed' },
      { state: 'failed', kind: 'x' },
      { kind: 'x' },
      { since: 1 },
      { parentId: 'p' },
      { parentId: 'p', state: 'failed' },
      { topLevel: true },
      { topLevel: true, state: 'failed' },
      { topLevel: true, kind: 'x' },
      { topLevel: true, state: 'failed', kind: 'x', since: 1 },
      { retryOf: 'p' },
    ] as const;
    for (const filter of [...filters, { state: 'failed', kind: 'x', since: 1 } as const]) {
      const { sql, values } = listQuery(filter);
      const plan = db.prepare(`EXPLAIN QUERY PLAN ${sql}`).all(...values);
      const steps = plan.map((step) => (step as { detail: string }).detail);
      expect(steps).toEqual([expect.stringMatching(/^(SEARCH|SCAN) jobs USING INDEX jobs_by_/)]);
    }
    db.close();
  });

  it('sums up from an index alone, without a look at the rows', async () => {
    const file = fresh();
    await look(file);
    const db = new Database(file);
    for (const filter of [{}, { since: 1 }, { parentId: 'p' }, { topLevel: true }]) {
      const { sql, values } = tallyQuery(filter);
      const plan = db.prepare(`EXPLAIN QUERY PLAN ${sql}`).all(...values);
      const steps = plan.map((step) => (step as { detail: string }).detail);
      expect(steps).toEqual([expect.stringMatching(/^(SEARCH|SCAN) jobs USING COVERING INDEX/)]);
    }
    db.close();
  });

  it('finds later retries through their index', async () => {
    const file = fresh();
    await look(file);
    const db = new Database(file);
    const { sql, values } = listQuery({ state: 'failed', unretried: true });
    const plan = db.prepare(`EXPLAIN QUERY PLAN ${sql}`).all(...values);
    const steps = plan.map((step) => (step as { detail: string }).detail);
    expect(steps.at(-1)).toMatch(/^SEARCH later USING INDEX jobs_by_retry/);
    expect(steps.join()).not.toContain('TEMP B-TREE');
    db.close();
  });

  it('takes over a history from before, sums included', async () => {
    const file = fresh();
    await mkdir(join(file, '..'));
    const db = new Database(file);
    migrate(db, MIGRATIONS.slice(0, 1));
    const insert =
      db.prepare(`INSERT INTO jobs (id, spec_version, kind, state, owner, rapgo_version, inputs, options,
      result, created_at, started_at, finished_at) VALUES (?, 1, 'x', 'succeeded', 'me', '0', '[]', '{}', ?, 0, 0, 2000)`);
    const results = [
      { inputSeconds: 1.5, durationSeconds: 9 },
      { durationSeconds: 4 },
      { inputSeconds: 'x' },
      null,
    ];
    for (const [n, result] of results.entries()) insert.run(`${n}`, JSON.stringify(result));
    db.close();
    const store = sqliteJobs({ file, now });
    expect(await store.tally()).toEqual([
      { kind: 'x', state: 'succeeded', count: 4, audioSeconds: 5.5, busyMs: 4000 },
    ]);
    expect(await store.get('0')).toMatchObject({ retryOf: null, result: results[0] });
    await store.close();
  });
});

describe('migrate()', () => {
  it('adds only what is missing, and keeps what is there', () => {
    const db = new Database(':memory:');
    migrate(db, ['CREATE TABLE one (n)']);
    db.exec('INSERT INTO one VALUES (7)');
    const both = ['CREATE TABLE one (n)', 'CREATE TABLE two (n)'];
    migrate(db, both);
    migrate(db, both);
    expect(db.pragma('user_version', { simple: true })).toBe(2);
    expect(db.prepare('SELECT n FROM one').pluck().get()).toBe(7);
  });
  it('leaves no trace of a step that fails', () => {
    const db = new Database(':memory:');
    expect(() => migrate(db, ['CREATE TABLE one (n); CREATE TABLE one (n)'])).toThrow();
    expect(db.pragma('user_version', { simple: true })).toBe(0);
    expect(db.prepare('SELECT count(*) FROM sqlite_schema').pluck().get()).toBe(0);
  });
});

describe('a history that cannot be used', () => {
  const unusable = {
    name: 'RapgoError',
    code: 'history/unusable',
    hint: expect.stringContaining('RAPGO_HOME'),
  };

  it('is refused when a newer rapgo has written it', async () => {
    const file = fresh();
    await look(file);
    const db = new Database(file);
    db.pragma(`user_version = ${MIGRATIONS.length + 1}`);
    db.close();
    await expect(look(file)).rejects.toMatchObject({
      code: 'history/newer',
      message: expect.stringContaining(file),
    });
  });
  it('is refused, and left alone, when it is not a database', async () => {
    const file = fresh();
    await mkdir(join(file, '..'));
    await writeFile(file, 'once upon a time '.repeat(100));
    await expect(look(file)).rejects.toMatchObject({
      ...unusable,
      message: expect.stringContaining('not a database'),
    });
    expect(await readFile(file, 'utf8')).toContain('once upon');
  });
  it('is refused, and left alone, when it is the database of another program', async () => {
    const file = fresh();
    await mkdir(join(file, '..'));
    const db = new Database(file);
    db.exec('CREATE TABLE recipes (name)');
    db.close();
    const before = await readFile(file);
    await expect(look(file)).rejects.toMatchObject({
      ...unusable,
      message: expect.stringContaining('another program'),
    });
    expect((await readFile(file)).equals(before)).toBe(true);
  });
  it('is refused when pages are damaged', async () => {
    const file = fresh();
    await look(file);
    const bytes = await readFile(file);
    await writeFile(file, bytes.fill(0xff, 100, bytes.length));
    await expect(look(file)).rejects.toMatchObject({
      ...unusable,
      message: expect.stringContaining('damaged'),
    });
  });
  it('is refused when its tables are not there', async () => {
    const file = fresh();
    await look(file);
    const db = new Database(file);
    db.exec('DROP TABLE events');
    db.close();
    await expect(look(file)).rejects.toMatchObject({
      ...unusable,
      message: expect.stringContaining('damaged'),
    });
  });
  it('is refused when it is a folder, or its folder is a file', async () => {
    const file = fresh();
    await mkdir(file, { recursive: true });
    await expect(look(file)).rejects.toMatchObject({
      ...unusable,
      message: expect.stringContaining('opened'),
    });
    const inFile = join(folder, 'plain-file');
    await writeFile(inFile, '');
    await expect(look(join(inFile, 'sub', 'history.db'))).rejects.toMatchObject(unusable);
  });
  it('says how to repair an SQLite package that does not load', async () => {
    const load = () => Promise.reject(new Error('Could not locate the bindings file'));
    const store = sqliteJobs({ file: fresh(), now, load });
    await expect(store.list()).rejects.toMatchObject({
      code: 'tool/missing',
      hint: expect.stringContaining('npm rebuild'),
    });
  });
  it.each([
    ['SQLITE_READONLY', 'cannot be written to'],
    ['SQLITE_READONLY_DIRECTORY', 'cannot be written to'],
    ['SQLITE_FULL', 'cannot grow: the disk is full'],
    ['SQLITE_IOERR_READ', 'cannot be read or written'],
    ['SQLITE_CORRUPT_INDEX', 'is damaged'],
  ])('has words for %s', (code, words) => {
    const error = toHistoryError(new Database.SqliteError('raw', code), '/data/history.db');
    expect(error).toMatchObject({
      code: 'history/unusable',
      hint: expect.stringContaining('--no-history'),
      retryable: false,
      message: `the history /data/history.db ${words}`,
    });
  });
  it('is worth another try when it is locked, and a fault of ours stays one', () => {
    expect(toHistoryError(new Database.SqliteError('raw', 'SQLITE_BUSY'), 'f')).toMatchObject({
      retryable: true,
    });
    const ours = new Database.SqliteError('raw', 'SQLITE_CONSTRAINT_CHECK');
    expect(toHistoryError(ours, 'f')).toBe(ours);
    expect(ours).not.toBeInstanceOf(RapgoError);
  });
});
