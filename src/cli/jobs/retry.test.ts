import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { copyEngine } from '../../../test/copy-engine.js';
import { type FakeContext, fakeContext } from '../../../test/fake-context.js';
import { runJobsRetry, runJobsRetryFailed } from './retry.js';

let folder: string;
let real: ReturnType<typeof copyEngine>;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'rapgo-retry-'));
  real = copyEngine();
});
afterEach(() => rm(folder, { recursive: true }));

const context = (json = false): Promise<FakeContext> => fakeContext({ common: { json }, real });
const write = (name: string, text: string): Promise<void> => writeFile(join(folder, name), text);
const uri = (name: string): string => pathToFileURL(join(folder, name)).href;
/** Runs one job and gives its row, however it ended. */
async function copy(name: string, parentId?: string) {
  const options = { out: uri(`${name}.out`) };
  const spec = { specVersion: 1, kind: 'copy', inputs: [{ uri: uri(name) }], options } as const;
  await real.engine.run(spec, { parentId }).catch(() => {});
  return (await real.jobs.list({ limit: 1 }))[0]!;
}
const lastLine = (cli: FakeContext) => JSON.parse(cli.host.stdout.text().trimEnd().split('\n').at(-1)!);

describe('runJobsRetry()', () => {
  it('runs a job again as a new one, and says what came out', async () => {
    await write('a', 'bad');
    const old = await copy('a');
    await rm(join(folder, 'a'));
    const cli = await context(true);
    await expect(runJobsRetry(cli, old.id)).rejects.toMatchObject({ code: 'media/not-found' });
    await write('a', 'bad');
    await rm(join(folder, 'a'));
    await write('b', 'good');
    const missing = await copy('c');
    await write('c', 'good');
    await runJobsRetry(cli, missing.id);
    expect(lastLine(cli)).toMatchObject({
      type: 'result',
      command: 'jobs retry',
      retryOf: missing.id,
      output: join(folder, 'c.out'),
      inputSeconds: 4,
    });
    expect(await readFile(join(folder, 'c.out'), 'utf8')).toBe('good');
    const [again] = await real.jobs.list({ limit: 1 });
    expect(again).toMatchObject({ kind: 'copy', options: missing.options, retryOf: missing.id });
  });
  it('refuses an input that has changed, by length and by hash', async () => {
    await write('a', 'bad');
    const old = await copy('a');
    for (const text of ['longer', 'BAD']) {
      await write('a', text);
      await expect(runJobsRetry(await context(), old.id)).rejects.toMatchObject({
        code: 'media/unreadable',
        message: expect.stringContaining('is not the file it was when the job was made'),
      });
    }
  });
  it('names the first job of a line, whichever is retried', async () => {
    const first = await copy('a');
    const cli = await context();
    await expect(runJobsRetry(cli, first.id)).rejects.toThrow();
    const [second] = await real.jobs.list({ limit: 1 });
    await expect(runJobsRetry(cli, second!.id)).rejects.toThrow();
    expect((await real.jobs.list()).map(({ retryOf }) => retryOf)).toEqual([first.id, first.id, null]);
  });
  it('refuses a job that has not ended', async () => {
    const spec = { specVersion: 1, kind: 'copy', inputs: [], options: {} } as const;
    await real.jobs.create({ id: 'q', spec, owner: 'me', rapgoVersion: '0' });
    await expect(runJobsRetry(await context(), 'q')).rejects.toMatchObject({ code: 'request/unmet' });
  });
  it('tries the failed children of a batch, which stay in it', async () => {
    await write('good', 'good');
    const spec = { specVersion: 1, kind: 'batch', inputs: [], options: {} } as const;
    await real.jobs.create({ id: 'p', spec, owner: 'me', rapgoVersion: '0' });
    await copy('good', 'p');
    await copy('a', 'p');
    await copy('other');
    await write('a', 'good');
    const cli = await context(true);
    await runJobsRetry(cli, 'p');
    expect(lastLine(cli)).toMatchObject({ command: 'jobs retry', succeeded: 1, failed: 0 });
    expect(await real.jobs.list({ parentId: 'p' })).toHaveLength(3);
    expect(cli.conceded).toBeUndefined();
  });
});

describe('runJobsRetryFailed()', () => {
  it('tries all that failed, the oldest first, and goes on after failures', async () => {
    for (const name of ['a', 'b', 'c']) await copy(name);
    for (const name of ['a', 'c']) await write(name, 'good');
    const cli = await context(true);
    await runJobsRetryFailed(cli);
    const { retried, ...rest } = lastLine(cli);
    expect(retried.map(({ state }: { state: string }) => state)).toEqual([
      'succeeded',
      'failed',
      'succeeded',
    ]);
    expect(retried[1].failure).toMatchObject({ code: 'media/not-found' });
    expect(rest).toMatchObject({ succeeded: 2, failed: 1 });
    expect(rest).not.toHaveProperty('jobId');
    expect(cli.conceded).toBe('batch/failed');
  });
  it('leaves out what has succeeded since, and tries what failed again once more', async () => {
    for (const name of ['a', 'b']) await copy(name);
    await write('a', 'good');
    await runJobsRetryFailed(await context());
    const cli = await context();
    await runJobsRetryFailed(cli);
    expect(cli.host.stdout.text()).toMatch(/^b failed: .*b.*\n0 succeeded, 1 did not\n$/);
    expect(await real.jobs.list()).toHaveLength(5);
    await write('b', 'good');
    await runJobsRetryFailed(await context());
    const quiet = await context();
    await runJobsRetryFailed(quiet);
    expect([quiet.host.stdout.text(), quiet.conceded]).toEqual(['nothing to retry\n', undefined]);
  });
  it('leaves a batch to its children', async () => {
    const spec = { specVersion: 1, kind: 'batch', inputs: [], options: {} } as const;
    await real.jobs.create({ id: 'p', spec, owner: 'me', rapgoVersion: '0' });
    await copy('a', 'p');
    const lease = (await real.jobs.acquire('p', 'me', 1000))!;
    const failure = { code: 'batch/failed', message: 'x' } as const;
    const head = { version: 1, jobId: 'p', sequence: 1, time: 0 } as const;
    await real.jobs.finish(lease, { state: 'failed', failure }, { ...head, type: 'failed', ...failure });
    await write('a', 'good');
    const cli = await context();
    await runJobsRetryFailed(cli);
    expect(cli.host.stdout.text()).toContain('1 succeeded, 0 did not');
  });
  it('stops at Ctrl-C', async () => {
    await copy('a');
    const cli = await fakeContext({ real, signal: AbortSignal.abort(new Error('Ctrl-C')) });
    await expect(runJobsRetryFailed(cli)).rejects.toThrow('Ctrl-C');
    expect(await real.jobs.list()).toHaveLength(1);
  });
});
