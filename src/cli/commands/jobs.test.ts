import { describe, expect, it } from 'vitest';
import { type FakeContext, fakeContext } from '../../../test/fake-context.js';
import { runJobsList, runJobsShow } from './jobs.js';

const SPEC = {
  specVersion: 1,
  kind: 'generate',
  inputs: [{ uri: 'file:///a/my%20talk.wav' }],
  options: {},
} as const;

async function contextWithJobs(json = false): Promise<FakeContext> {
  const cli = await fakeContext({ common: { json } });
  const jobs = await cli.history();
  for (const id of ['0190aa01', '0190ab02']) {
    await jobs.create({ id, spec: SPEC, owner: 'local', rapgoVersion: '0.1.0' });
  }
  const lease = (await jobs.acquire('0190ab02', 'me', 1000))!;
  const failure = { code: 'media/no-audio', message: 'my talk.wav has no audio track' } as const;
  const head = { version: 1, jobId: '0190ab02', sequence: 1, time: 0 } as const;
  await jobs.finish(lease, { state: 'failed', failure }, { ...head, type: 'failed', ...failure });
  return cli;
}

describe('runJobsList()', () => {
  it('prints a row per job, newest first', async () => {
    const cli = await contextWithJobs();
    await runJobsList(cli, {});
    const rows = cli.host.stdout.text().trimEnd().split('\n');
    expect(rows).toHaveLength(2);
    expect(rows[0]).toMatch(/^0190ab02 {2}\S+ \S+ {2}generate {2}failed {2,}0\.0 s {2}my talk\.wav$/);
    expect(rows[1]).toMatch(/^0190aa01 .* queued {2,}- {2,}my talk\.wav$/);
  });
  it('filters, and says so where nothing is left', async () => {
    const cli = await contextWithJobs();
    await runJobsList(cli, { state: 'succeeded' });
    expect([cli.host.stdout.text(), cli.host.stderr.text()]).toEqual(['', 'there are no such jobs\n']);
  });
  it('prints one object with --json', async () => {
    const cli = await contextWithJobs(true);
    await runJobsList(cli, { limit: 1 });
    const line = JSON.parse(cli.host.stdout.text());
    expect(line).toMatchObject({
      type: 'result',
      command: 'jobs list',
      jobs: [{ id: '0190ab02', state: 'failed' }],
    });
  });
});

describe('runJobsShow()', () => {
  it('shows a job by a beginning of its id', async () => {
    const cli = await contextWithJobs();
    await runJobsShow(cli, '0190ab');
    expect(cli.host.stdout.text()).toMatch(
      /input +\/a\/my talk\.wav\nerror +my talk\.wav has no audio track \(media\/no-audio\)/,
    );
  });
  it('refuses an id that fits none or several', async () => {
    const cli = await contextWithJobs();
    for (const id of ['ffff', '0190']) {
      await expect(runJobsShow(cli, id)).rejects.toMatchObject({ code: 'history/not-found' });
    }
  });
});
