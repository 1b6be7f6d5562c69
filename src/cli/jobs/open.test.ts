import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { contextWithJobs } from '../../../test/jobs-context.js';
import { runJobsOpen } from './open.js';
import { type Opener, openerFor, startOpener } from './opener.js';

async function contextWithArtifact(uri: string) {
  const cli = await contextWithJobs();
  const jobs = await cli.history();
  const lease = (await jobs.acquire('0190aa01', 'me', 1000))!;
  const artifacts = [{ role: 'rap', uri, bytes: 1, sha256: 'a' }];
  const head = { version: 1, jobId: '0190aa01', sequence: 1, time: 0 } as const;
  await jobs.finish(
    lease,
    { state: 'succeeded', result: 1, artifacts },
    { ...head, type: 'finished', result: 1 },
  );
  return cli;
}

describe('runJobsOpen()', () => {
  it('hands the first file of a job to the opener of the system', async () => {
    const cli = await contextWithArtifact(import.meta.url);
    const opened: Opener[] = [];
    const open = async (opener: Opener) => void opened.push(opener);
    const file = fileURLToPath(import.meta.url);
    await runJobsOpen(cli, { id: '0190aa', reveal: false }, { platform: 'linux', open });
    expect(opened).toMatchObject([{ program: 'xdg-open', args: [file] }]);
    expect(cli.host.stdout.text()).toBe(`${file}\n`);
  });
  it('refuses a job without a file, and a file that is gone', async () => {
    const cli = await contextWithArtifact('file:///nowhere/rap.mp3');
    await expect(runJobsOpen(cli, { id: '0190ab', reveal: false })).rejects.toMatchObject({
      code: 'request/unmet',
    });
    await expect(runJobsOpen(cli, { id: '0190aa', reveal: false })).rejects.toMatchObject({
      code: 'artifact/not-found',
      message: '/nowhere/rap.mp3 is no longer there',
    });
  });
});

describe('openerFor()', () => {
  it('plays or reveals with what each system has, and never through a shell', () => {
    const commands = (['linux', 'darwin', 'win32'] as const).map((platform) =>
      [false, true].map((reveal) => {
        const { program, args } = openerFor(platform, '/a/b & c.mp3', reveal);
        return [program, ...args];
      }),
    );
    expect(commands).toEqual([
      [
        ['xdg-open', '/a/b & c.mp3'],
        ['xdg-open', '/a'],
      ],
      [
        ['open', '/a/b & c.mp3'],
        ['open', '-R', '/a/b & c.mp3'],
      ],
      [
        ['explorer.exe', '/a/b & c.mp3'],
        ['explorer.exe', '/select,/a/b & c.mp3'],
      ],
    ]);
  });
});

describe('startOpener()', () => {
  const node = (script: string): Opener => ({
    ...{ program: process.execPath, args: ['-e', script], hint: 'apt install xdg-utils', isMute: false },
  });
  it('waits until the file is handed on', async () => {
    await expect(startOpener(node('process.exit(0)'), 20_000)).resolves.toBeUndefined();
    await expect(startOpener(node('process.exit(3)'), 20_000)).rejects.toMatchObject({ code: 'tool/failed' });
    await expect(startOpener({ ...node('process.exit(1)'), isMute: true }, 20_000)).resolves.toBeUndefined();
  });
  it('leaves a player to play', async () => {
    await expect(startOpener(node('setTimeout(() => {}, 1500)'), 50)).resolves.toBeUndefined();
  });
  it('says how to get one that is missing', async () => {
    const missing = { ...node(''), program: 'no-such-opener' };
    await expect(startOpener(missing)).rejects.toMatchObject({
      code: 'tool/missing',
      hint: 'apt install xdg-utils',
    });
  });
});
