import { describe, expect, it } from 'vitest';
import { type FakeContext, fakeContext } from '../../../test/fake-context.js';
import { watchJobs } from './watch.js';

const SPEC = { specVersion: 1, kind: 'x', inputs: [{ uri: 'file:///in.wav' }], options: {} } as const;

/** Watches while jobs come and go, one step a look, then stops as Ctrl-C does. */
async function watchWhile(
  steps: readonly ((cli: FakeContext) => Promise<unknown>)[],
  options: Parameters<typeof fakeContext>[0],
): Promise<FakeContext> {
  const stop = new AbortController();
  const cli = await fakeContext({ ...options, signal: stop.signal });
  const jobs = await cli.history();
  const left = [...steps];
  const looking = {
    ...jobs,
    async list(filter: Parameters<typeof jobs.list>[0]) {
      const step = left.shift();
      if (step === undefined) stop.abort(new DOMException('stopped', 'AbortError'));
      await step?.(cli);
      return jobs.list(filter);
    },
  };
  await expect(watchJobs({ ...cli, history: async () => looking }, {}, 1)).rejects.toMatchObject({
    name: 'AbortError',
  });
  return cli;
}

const create = (id: string) => async (cli: FakeContext) =>
  (await cli.history()).create({ id, spec: SPEC, owner: 'me', rapgoVersion: '0' });
const renew = async (cli: FakeContext) => {
  const jobs = await cli.history();
  const lease = (await jobs.acquire('b', 'me', 1000))!;
  return jobs.renew(lease, 5000);
};
const prolong = async (cli: FakeContext) =>
  (await cli.history()).renew({ jobId: 'b', leaseOwner: 'me', fence: 1 }, 9000);
const nothing = async () => {};

describe('watchJobs()', () => {
  it('prints what is new or has changed, each a line, in a pipe', async () => {
    const cli = await watchWhile([create('a'), nothing, create('b'), renew, prolong], {});
    const rows = cli.host.stdout.text().trimEnd().split('\n');
    expect(rows.map((row) => row.split(/ {2,}/).filter((_, n) => n === 0 || n === 3))).toEqual([
      ['a', 'queued'],
      ['b', 'queued'],
      ['b', 'running'],
    ]);
  });
  it('prints one object for each change with --json', async () => {
    const cli = await watchWhile([create('a'), nothing, create('b')], { common: { json: true } });
    const lines = cli.host.stdout.text().trimEnd().split('\n');
    expect(lines.map((line) => JSON.parse(line))).toMatchObject([
      { version: 1, type: 'job', job: { id: 'a', state: 'queued' } },
      { version: 1, type: 'job', job: { id: 'b' } },
    ]);
  });
  it('draws the list again in place on a terminal', async () => {
    const cli = await watchWhile([nothing, create('a'), create('b')], { isTTY: true });
    const frames = cli.host.stdout.text().split('\u001b[?7l');
    expect(frames).toHaveLength(5);
    expect(frames[1]).toBe('there are no such jobs\n\u001b[?7h\u001b[1A\r\u001b[J');
    const rows = frames[3]!.split('\n');
    expect(rows.map((row) => row.slice(0, 3))).toEqual(['b  ', 'a  ', '\u001b[?']);
    expect(rows[2]).toBe('\u001b[?7h\u001b[2A\r\u001b[J');
  });
});
