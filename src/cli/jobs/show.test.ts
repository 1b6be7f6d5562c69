import { describe, expect, it } from 'vitest';
import { contextWithJobs } from '../../../test/jobs-context.js';
import { runJobsShow } from './show.js';

const SPEC = { specVersion: 1, kind: 'stretch', inputs: [{ uri: 'file:///a/in.wav' }] } as const;

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
  it('shows options, artifacts, result and the end of the log', async () => {
    const cli = await contextWithJobs();
    const jobs = await cli.history();
    const options = { output: 'file:///a/out%201.wav', engine: 'auto', none: null, style: longStyle };
    await jobs.create({ id: 'b', spec: { ...SPEC, options }, owner: 'me', rapgoVersion: '0.1.0' });
    const lease = (await jobs.acquire('b', 'me', 1000))!;
    await jobs.recordInputs(lease, [{ uri: 'file:///a/in.wav', bytes: 12, sha256: 'cc' }]);
    const head = { version: 1, jobId: 'b', time: 0 } as const;
    await jobs.append(lease, [
      ...Array.from({ length: 30 }, (_, n) => {
        return { ...head, sequence: n, type: 'progress', stage: 'mix', fraction: n / 29 } as const;
      }),
      { ...head, sequence: 40, type: 'warning', code: 'media/damaged', message: 'a hole' },
    ]);
    const artifacts = [{ role: 'sound', uri: 'file:///a/out%201.wav', bytes: 34, sha256: 'dd' }];
    const result = { inputSeconds: 2 };
    await jobs.finish(
      lease,
      { state: 'succeeded', result, artifacts },
      { ...head, sequence: 50, type: 'finished', result },
    );
    await runJobsShow(cli, 'b');
    const text = cli.host.stdout.text();
    expect(text).toMatch(/^input +\/a\/in\.wav \(12 bytes, sha256 cc\)$/m);
    expect(text).toMatch(/^sound +\/a\/out 1\.wav \(34 bytes, sha256 dd\)$/m);
    expect(text).toMatch(/^input +2\.00 s$/m);
    expect(text).toMatch(
      /\noptions\n {2}output {2}\/a\/out 1\.wav\n {2}engine {2}auto\n {2}style {3}mine \(see --json\)\n/,
    );
    expect(text).toMatch(
      /\nlog\n.* {2}mix 100 %\n.* {2}warning: a hole \(media\/damaged\)\n.* {2}finished\n$/,
    );
  });
  it('shows retries and what they retry', async () => {
    const cli = await contextWithJobs();
    const jobs = await cli.history();
    const spec = { ...SPEC, options: {} };
    await jobs.create({ id: 'b', spec, owner: 'me', rapgoVersion: '0', retryOf: '0190ab02' });
    await runJobsShow(cli, '0190ab02');
    await runJobsShow(cli, 'b');
    expect(cli.host.stdout.text()).toMatch(/^also tried as +b queued$/m);
    expect(cli.host.stdout.text()).toMatch(/^retry of +0190ab02$/m);
  });
  it('counts the children of a batch and says why some failed', async () => {
    for (const json of [false, true]) {
      const cli = await contextWithJobs(json);
      const jobs = await cli.history();
      const spec = { ...SPEC, options: {} };
      for (const id of ['c1', 'c2', 'c3'])
        await jobs.create({ id, spec, owner: 'me', rapgoVersion: '0', parentId: '0190aa01' });
      const lease = (await jobs.acquire('c2', 'me', 1000))!;
      const failure = { code: 'media/no-audio', message: 'file:///a/in.wav is mute' } as const;
      await jobs.finish(
        lease,
        { state: 'failed', failure },
        { version: 1, jobId: 'c2', sequence: 1, time: 0, type: 'failed', ...failure },
      );
      await runJobsShow(cli, '0190aa');
      const text = cli.host.stdout.text();
      if (json) {
        expect(JSON.parse(text)).toMatchObject({
          children: { counts: { failed: 1, queued: 2 }, failed: [{ id: 'c2', failure }] },
        });
      } else {
        expect(text).toMatch(/\nchildren\n {2}failed {2}1\n {2}queued {2}2\n/);
        expect(text).toMatch(
          /\nfailed children\n {2}c2 {2}in\.wav {2}\/a\/in\.wav is mute \(media\/no-audio\)\n/,
        );
      }
    }
  });
});

const longStyle = { name: 'mine', numbers: Array.from({ length: 50 }, (_, n) => n) };
