import { chmod, mkdir, mkdtemp, readFile, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { rememberFfmpeg } from './ffmpeg.js';
import { bundledFfmpeg, locateFfmpeg } from './locate.js';

const isPosix = process.platform !== 'win32';
const bundled = (await bundledFfmpeg()) ?? '';
let folder = '';
const made: string[] = [];
beforeEach(async () => {
  folder = await realpath(await mkdtemp(join(tmpdir(), 'rapgo-locate-')));
  made.push(folder);
});
afterAll(() => Promise.all(made.map((path) => rm(path, { recursive: true, force: true }))));

/** A program that answers like an ffmpeg and writes down how often it was asked. */
async function fakeFfmpeg(path: string, version = '9.9'): Promise<string> {
  const script = `#!/bin/sh
echo asked >> "${path}.log"
case "$*" in
*-encoders*) echo ' A....D libmp3lame           MP3' ;;
*-filters*) echo ' ..C acompressor       A->A       words' ;;
*) echo 'ffmpeg version ${version} Copyright (c) 2000-2031 the FFmpeg developers' ;;
esac
`;
  await writeFile(path, script);
  await chmod(path, 0o755);
  return path;
}
const locate = (more: Partial<Parameters<typeof locateFfmpeg>[0]>) =>
  locateFfmpeg({ env: {}, cacheFolder: undefined, ...more });

describe.runIf(isPosix)('locateFfmpeg()', () => {
  it('asks a program for its abilities', async () => {
    const path = await fakeFfmpeg(join(folder, 'ffmpeg'));
    const found = await locate({ env: { PATH: folder } });
    expect(found).toMatchObject({
      path,
      origin: 'PATH',
      version: '9.9',
      buildYear: 2031,
      hasStatsPeriod: true,
    });
    expect([...found.encoders, ...found.filters]).toEqual(['libmp3lame', 'acompressor']);
  });
  it('follows the order flag, RAPGO_FFMPEG, FFMPEG_PATH, PATH, npm', async () => {
    const paths = await Promise.all(['flag', 'rapgo', 'other'].map((name) => fakeFfmpeg(join(folder, name))));
    await fakeFfmpeg(join(folder, 'ffmpeg'));
    const [flag = '', rapgo = '', other = ''] = paths;
    const origins: string[] = [];
    const env: Record<string, string> = { PATH: folder, FFMPEG_PATH: other, RAPGO_FFMPEG: rapgo };
    origins.push((await locate({ env, explicit: [{ path: flag, origin: '--ffmpeg' }] })).origin);
    for (const gone of ['RAPGO_FFMPEG', 'FFMPEG_PATH', 'PATH', '']) {
      origins.push((await locate({ env })).origin);
      delete env[gone];
    }
    expect(origins).toEqual(['--ffmpeg', 'RAPGO_FFMPEG', 'FFMPEG_PATH', 'PATH', 'npm']);
  });
  it('takes a folder or a bare name as a choice', async () => {
    const path = await fakeFfmpeg(join(folder, 'ffmpeg'));
    await symlink(path, join(folder, 'ffmpeg6'));
    expect((await locate({ explicit: [{ path: folder, origin: 'x' }] })).path).toBe(path);
    expect((await locate({ env: { PATH: folder, RAPGO_FFMPEG: 'ffmpeg6' } })).path).toBe(path);
  });
  it.each([
    ['is not there', async () => undefined],
    ['may not be run', (path: string) => writeFile(path, 'x')],
    ['is something else', (path: string) => symlink('/bin/echo', path)],
    ['is broken', (path: string) => writeFile(path, '#!/bin/sh\necho oh no >&2; exit 3\n', { mode: 0o755 })],
    ['is an empty folder', (path: string) => mkdir(path)],
  ])('fails, rather than take another, where the chosen program %s', async (_, make) => {
    const path = join(folder, 'chosen');
    await make(path);
    await fakeFfmpeg(join(folder, 'ffmpeg'));
    const failing = locate({ env: { PATH: folder, RAPGO_FFMPEG: path } });
    await expect(failing).rejects.toMatchObject({
      code: 'tool/missing',
      message: /RAPGO_FFMPEG/,
      hint: /RAPGO/,
    });
  });
  it('passes over a broken program on PATH and says so', async () => {
    await writeFile(join(folder, 'ffmpeg'), '#!/bin/sh\nexit 1\n', { mode: 0o755 });
    await mkdir(join(folder, 'second'));
    const path = await fakeFfmpeg(join(folder, 'second', 'ffmpeg'));
    const found = await locate({ env: { PATH: ['.', folder, join(folder, 'second')].join(delimiter) } });
    expect(found.path).toBe(path);
    expect(found.skipped).toMatchObject([{ path: join(folder, 'ffmpeg') }]);
  });
  it('asks a program once, until it changes', async () => {
    const path = await fakeFfmpeg(join(folder, 'ffmpeg'));
    const timesAsked = async () => (await readFile(`${path}.log`, 'utf8')).split('\n').length - 1;
    const options = { env: { PATH: folder }, cacheFolder: join(folder, 'cache') };
    const first = await locate(options);
    expect(await locate(options)).toEqual(first);
    const once = await timesAsked();
    await fakeFfmpeg(path, '10.0.1');
    expect((await locate(options)).version).toBe('10.0.1');
    expect(await timesAsked()).toBe(2 * once);
  });
  it('works with a cache that is broken or cannot be written', async () => {
    await fakeFfmpeg(join(folder, 'ffmpeg'));
    await writeFile(join(folder, 'programs.json'), '{"version":1,"entries":[[1,2],["x"');
    for (const cacheFolder of [folder, join(folder, 'ffmpeg', 'below-a-file')]) {
      expect((await locate({ env: { PATH: folder }, cacheFolder })).version).toBe('9.9');
    }
    const healed: unknown = JSON.parse(await readFile(join(folder, 'programs.json'), 'utf8'));
    expect(healed).toMatchObject({ version: 1 });
  });
});

describe('locateFfmpeg() with the program of the npm package', () => {
  it('knows its age and abilities', async () => {
    const found = await locate({ explicit: [{ path: bundled, origin: 'npm' }] });
    expect(found.buildYear).toBeLessThan(2020);
    expect(found.hasStatsPeriod).toBe(false);
    for (const encoder of ['libmp3lame', 'flac', 'libopus', 'aac']) expect(found.encoders).toContain(encoder);
    expect(found.filters).toContain('loudnorm');
  });
  it('stops asking when aborted', async () => {
    const signal = AbortSignal.abort(new Error('enough'));
    await expect(locate({ explicit: [{ path: bundled, origin: 'npm' }], signal })).rejects.toThrow('enough');
  });
});

describe('rememberFfmpeg()', () => {
  it('asks again after a failure only', async () => {
    const found = await locate({ explicit: [{ path: bundled, origin: 'npm' }] });
    let calls = 0;
    const source = rememberFfmpeg(async () => {
      calls++;
      if (calls === 1) throw new Error('not yet');
      return found;
    });
    await expect(source()).rejects.toThrow('not yet');
    expect([await source(), await source(), calls]).toEqual([found, found, 2]);
  });
});
