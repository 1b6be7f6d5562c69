import { describe, expect, it } from 'vitest';
import { contextWithJobs } from '../../../test/jobs-context.js';
import { runJobsList } from './list.js';

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
  it('says how far a running job is', async () => {
    const cli = await contextWithJobs();
    const jobs = await cli.history();
    const lease = (await jobs.acquire('0190aa01', 'me', 1000))!;
    const head = { version: 1, jobId: '0190aa01', sequence: 1, time: 0 } as const;
    await jobs.append(lease, [{ ...head, type: 'progress', stage: 'mix', fraction: 0.459 }]);
    await runJobsList(cli, { state: 'running' });
    expect(cli.host.stdout.text()).toMatch(/ running, mix 45 % {2}/);
  });
});
