import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rm, symlink, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { artifactStoreContract } from '../../engine/ports/artifact-store.contract.js';
import { folderArtifacts } from './folder.js';
import { renameOverPlaceholder } from './move-into-place.js';
import { processPlace } from './process-place.js';

const made: string[] = [];
async function freshFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'rapgo-artifacts-'));
  made.push(folder);
  return folder;
}
afterAll(() => Promise.all(made.map((path) => rm(path, { recursive: true, force: true }))));

artifactStoreContract('folder', async () => {
  const folder = await freshFolder();
  return {
    store: folderArtifacts({ temporaryFolder: await freshFolder() }),
    uri: (name) => pathToFileURL(join(folder, `${name} %ü.txt`)).href,
  };
});

describe('folderArtifacts()', () => {
  let folder = '';
  const store = folderArtifacts();
  const uri = (name: string) => pathToFileURL(join(folder, name)).href;
  const file = async (name: string, text = 'x') => {
    await writeFile(join(folder, name), text);
    return join(folder, name);
  };
  beforeEach(async () => {
    folder = await freshFolder();
  });

  it('uses an input where it is', async () => {
    const path = await file('in.wav');
    expect((await store.fetch({ uri: uri('in.wav') }, '/nowhere')).path).toBe(path);
  });
  it('refuses a folder, a device and what it may not read as inputs', async () => {
    await symlink('/dev/zero', join(folder, 'zero'));
    for (const name of ['.', 'zero']) {
      await expect(store.fetch({ uri: uri(name) }, folder)).rejects.toMatchObject({
        code: 'media/unreadable',
      });
    }
  });
  it.each([
    ['in a folder that does not exist', 'none/x.mp3', /folder does not exist/],
    ['below a file', 'file/x.mp3', /is a file, not a folder/],
    ['that is a folder', 'sub', /is a folder/],
    ['that is a device', 'null', /not an ordinary file/],
    ['with a name too long', 'x'.repeat(300), /too long/],
  ])('refuses an output %s, early and late', async (_, name, message) => {
    const path = await file('file');
    await mkdir(join(folder, 'sub'));
    await symlink('/dev/null', join(folder, 'null'));
    const error = { code: 'output/unwritable', message };
    await expect(store.check(uri(name), { replace: true })).rejects.toMatchObject(error);
    await expect(store.publish(path, uri(name), { replace: true })).rejects.toMatchObject(error);
    expect(existsSync(path)).toBe(true);
  });
  it.runIf(process.platform === 'linux')('refuses a volume that takes no files', async () => {
    const error = { code: 'output/unwritable' };
    await expect(store.check('file:///proc/x.mp3', { replace: false })).rejects.toMatchObject(error);
    await expect(store.scratch('file:///proc/x.mp3')).rejects.toMatchObject(error);
  });
  it('check() leaves nothing behind', async () => {
    await store.check(uri('x.mp3'), { replace: false });
    expect(await readdir(folder)).toEqual([]);
  });
  it('replaces a link, not the file it leads to', async () => {
    const original = await file('original', 'original');
    await symlink(original, join(folder, 'link'));
    await expect(store.check(uri('link'), { replace: false })).rejects.toMatchObject({
      code: 'usage/output-exists',
    });
    await store.publish(await file('new', 'new'), uri('link'), { replace: true });
    expect([await readFile(original, 'utf8'), await readFile(join(folder, 'link'), 'utf8')]).toEqual([
      'original',
      'new',
    ]);
  });
  it.runIf(existsSync('/dev/shm'))(
    'publishes from another volume through a copy beside the target',
    async () => {
      const away = await mkdtemp('/dev/shm/rapgo-');
      made.push(away);
      await writeFile(join(away, 'x'), 'far');
      await store.publish(join(away, 'x'), uri('near'), { replace: false });
      expect(await readFile(join(folder, 'near'), 'utf8')).toBe('far');
      expect([await readdir(folder), await readdir(away)]).toEqual([['near'], []]);
    },
  );
  it('works beside the output, hidden', async () => {
    const scratch = await store.scratch(uri('x.mp3'));
    expect(scratch.folder.startsWith(join(folder, '.rapgo-'))).toBe(true);
  });
  it('clears away what a killed run left a day ago, and nothing else', async () => {
    const old = new Date(Date.now() - 25 * 3600 * 1000);
    const age = async (name: string, inner?: string) => {
      await mkdir(join(folder, name));
      if (inner !== undefined) await writeFile(join(folder, name, inner), 'x');
      await utimes(join(folder, name), old, old);
    };
    await age('.rapgo-AAAAAA');
    await age('.rapgo-BBBBBB', 'still written'); // an old folder with a young file in it
    await age('.rapgo-notours');
    await mkdir(join(folder, '.rapgo-CCCCCC'));
    const { dispose } = await store.scratch(uri('x'));
    await dispose();
    expect(await readdir(folder)).toEqual(['.rapgo-BBBBBB', '.rapgo-CCCCCC', '.rapgo-notours']);
  });
  it('clears away at once what a process left that is dead, and nothing of others', async () => {
    const { pid: dead } = spawnSync(process.execPath, ['-e', '0']);
    const here = `.rapgo-${processPlace()}`;
    const elsewhere = '.rapgo-00000000';
    const names = [`${here}-${dead}-AAAAAA`, `${here}-${process.ppid}-BBBBBB`, `${elsewhere}-${dead}-CCCCCC`];
    for (const name of names) await mkdir(join(folder, name));
    await writeFile(join(folder, names[0]!, 'part.mp3'), 'x');
    const { dispose } = await store.scratch(uri('x'));
    await dispose();
    expect((await readdir(folder)).sort()).toEqual(names.slice(1).sort());
  });
});

describe('renameOverPlaceholder()', () => {
  it('takes a free name, never one that is taken', async () => {
    const folder = await freshFolder();
    const [one, two, target] = ['one', 'two', 'target'].map((name) => join(folder, name)) as [
      string,
      string,
      string,
    ];
    await writeFile(one, '1');
    await writeFile(two, '2');
    await renameOverPlaceholder(one, target);
    await expect(renameOverPlaceholder(two, target)).rejects.toMatchObject({ code: 'usage/output-exists' });
    expect(await readFile(target, 'utf8')).toBe('1');
  });
  it('leaves no placeholder after a failure', async () => {
    const folder = await freshFolder();
    await expect(renameOverPlaceholder(join(folder, 'none'), join(folder, 'target'))).rejects.toThrow(
      'ENOENT',
    );
    expect(await readdir(folder)).toEqual([]);
  });
});
