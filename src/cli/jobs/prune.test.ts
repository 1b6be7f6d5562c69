import { describe, expect, it } from 'vitest';
import { contextWithJobs } from '../../../test/jobs-context.js';
import { runJobsPrune } from './prune.js';

describe('runJobsPrune()', () => {
  it('forgets what has ended, and says how many; before that, how many it would', async () => {
    const cli = await contextWithJobs();
    const jobs = await cli.history();
    await runJobsPrune(cli, { endedBefore: 1, dryRun: true });
    expect(await jobs.list()).toHaveLength(2);
    await runJobsPrune(cli, { endedBefore: 1, dryRun: false });
    expect((await jobs.list()).map(({ id }) => id)).toEqual(['0190aa01']);
    await runJobsPrune(cli, { endedBefore: 1, dryRun: false });
    expect(cli.host.stdout.text()).toBe('1 job would be forgotten\n1 job forgotten\n0 jobs forgotten\n');
  });
});
