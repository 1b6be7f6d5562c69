import { describe, expect, it } from 'vitest';
import { contextWithJobs } from '../../../test/jobs-context.js';
import { sumsByKind, tallyRows } from '../report/tally.js';
import { runJobsStats } from './stats.js';

describe('runJobsStats()', () => {
  it('counts by kind and state', async () => {
    const cli = await contextWithJobs();
    await runJobsStats(cli, {});
    expect(cli.host.stdout.text()).toBe(
      [
        'kind      jobs  queued  failed  sound  speed',
        'generate  2     1       1       -      -',
        'all       2     1       1       -      -',
        '',
      ].join('\n'),
    );
  });
  it('has the numbers in JSON, and says so where there is nothing', async () => {
    const cli = await contextWithJobs(true);
    await runJobsStats(cli, {});
    await runJobsStats(cli, { since: 1 });
    const [some, none] = cli.host.stdout.text().trimEnd().split('\n');
    expect(JSON.parse(some!)).toMatchObject({
      command: 'jobs stats',
      kinds: [{ kind: 'generate', count: 2, states: { queued: 1, failed: 1 }, speedFactor: null }],
      total: { count: 2, audioSeconds: 0 },
    });
    expect(JSON.parse(none!)).toMatchObject({ kinds: [], total: { count: 0 } });
  });
});

describe('sumsByKind()', () => {
  it('measures speed as sound over the time its jobs took', () => {
    const { kinds, total } = sumsByKind([
      { kind: 'pitch', state: 'succeeded', count: 2, audioSeconds: 7200, busyMs: 720_000 },
      { kind: 'stretch', state: 'failed', count: 1, audioSeconds: 0, busyMs: 0 },
      { kind: 'stretch', state: 'succeeded', count: 1, audioSeconds: 3600, busyMs: 180_000 },
    ]);
    expect(kinds.map(({ speedFactor }) => speedFactor)).toEqual([10, 20]);
    expect(total).toMatchObject({ count: 4, audioSeconds: 10_800, speedFactor: 12 });
    expect(tallyRows(kinds, total).at(-1)).toEqual(['all', '4', '3', '1', '3.00 h', '12.0 times']);
  });
});
