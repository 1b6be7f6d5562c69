import { describe, expect, it } from 'vitest';
import { contextWithJobs } from '../../../test/jobs-context.js';
import { runJobsCancel } from './cancel.js';

const SPEC = { specVersion: 1, kind: 'generate', inputs: [], options: {} } as const;

describe('runJobsCancel()', () => {
  it('ends a job that waits, and asks the runner of one that runs', async () => {
    const cli = await contextWithJobs();
    const jobs = await cli.history();
    await jobs.create({ id: 'b', spec: SPEC, owner: 'me', rapgoVersion: '0' });
    await jobs.acquire('b', 'me', 1000);
    await runJobsCancel(cli, '0190aa');
    await runJobsCancel(cli, 'b');
    const lines = cli.host.stdout.text();
    expect(lines).toMatch(
      /^job 0190aa01 was waiting and is cancelled\njob b is running and was asked to stop/,
    );
    expect((await jobs.get('0190aa01'))?.state).toBe('cancelled');
    expect((await jobs.get('b'))?.cancelRequestedAt).not.toBeNull();
  });
  it('says which state it found', async () => {
    const cli = await contextWithJobs(true);
    await runJobsCancel(cli, '0190aa');
    expect(JSON.parse(cli.host.stdout.text())).toMatchObject({
      command: 'jobs cancel',
      id: '0190aa01',
      found: 'queued',
      state: 'cancelled',
    });
  });
  it('cannot be met for a job that has ended, or that nobody runs', async () => {
    const cli = await contextWithJobs();
    await expect(runJobsCancel(cli, '0190ab')).rejects.toMatchObject({
      code: 'request/unmet',
      message: 'job 0190ab02 has ended: failed',
    });
    const jobs = await cli.history();
    await jobs.acquire('0190aa01', 'me', 0);
    await expect(runJobsCancel(cli, '0190aa')).rejects.toMatchObject({
      message: 'job 0190aa01 is interrupted: nobody runs it',
    });
  });
});
