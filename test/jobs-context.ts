import { type FakeContext, fakeContext } from './fake-context.js';

const SPEC = {
  specVersion: 1,
  kind: 'generate',
  inputs: [{ uri: 'file:///a/my%20talk.wav' }],
  options: {},
} as const;

/** A context whose history holds one job that waits, 0190aa01, and one that failed, 0190ab02. */
export async function contextWithJobs(json = false): Promise<FakeContext> {
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
