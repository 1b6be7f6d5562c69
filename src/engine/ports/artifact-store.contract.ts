import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { ArtifactStore } from './artifact-store.js';

/** A store and addresses in it for one test. */
export interface StoreUnderTest {
  readonly store: ArtifactStore;
  /** An address nothing is stored at; the same for the same name. */
  uri(name: string): string;
}

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

/** What every {@link ArtifactStore} must do. `open` gives an empty store, once per test. */
export function artifactStoreContract(name: string, open: () => Promise<StoreUnderTest>): void {
  describe(`ArtifactStore: ${name}`, () => {
    /** An open store, a scratch folder in it, and a way to put text under a name. */
    async function start() {
      const { store, uri } = await open();
      const scratch = await store.scratch(uri('any'));
      const file = async (text: string) => {
        const path = join(scratch.folder, `file-${sha256(text).slice(0, 8)}`);
        await writeFile(path, text);
        return path;
      };
      const read = async (from: string) =>
        readFile((await store.fetch({ uri: uri(from) }, scratch.folder)).path, 'utf8');
      return { store, uri, scratch, file, read };
    }

    it('gives back what was published, with its identity', async () => {
      const { store, uri, file, scratch } = await start();
      const path = await file('hello');
      const stored = await store.publish(path, uri('a'), { replace: false });
      expect(stored).toEqual({ uri: uri('a'), bytes: 5, sha256: sha256('hello') });
      expect(existsSync(path)).toBe(false);
      const local = await store.fetch(stored, scratch.folder);
      expect(local).toMatchObject({ bytes: 5, sha256: sha256('hello') });
      expect(await readFile(local.path, 'utf8')).toBe('hello');
    });
    it('believes whoever wrote a file and knows its identity', async () => {
      const { store, uri, file } = await start();
      const identity = { bytes: 7, sha256: 'as the writer says' };
      const stored = await store.publish(await file('hello'), uri('a'), { replace: false, identity });
      expect(stored).toEqual({ uri: uri('a'), ...identity });
    });
    it('locate() finds a file without hashing it', async () => {
      const { store, uri, file, scratch } = await start();
      const stored = await store.publish(await file('hello'), uri('a'), { replace: false });
      const found = await store.locate({ uri: stored.uri }, scratch.folder);
      expect([await readFile(found.path, 'utf8'), found.bytes]).toEqual(['hello', 5]);
      const changed = store.locate({ uri: stored.uri, bytes: 4 }, scratch.folder);
      await expect(changed).rejects.toMatchObject({ code: 'media/unreadable' });
      const absent = store.locate({ uri: uri('absent') }, scratch.folder);
      await expect(absent).rejects.toMatchObject({ code: 'media/not-found' });
    });
    it('replaces only when told to', async () => {
      const { store, uri, file, read } = await start();
      await store.publish(await file('old'), uri('a'), { replace: false });
      const refused = { code: 'usage/output-exists' };
      await expect(store.publish(await file('new'), uri('a'), { replace: false })).rejects.toMatchObject(
        refused,
      );
      expect(await read('a')).toBe('old');
      await store.publish(await file('new'), uri('a'), { replace: true });
      expect(await read('a')).toBe('new');
    });
    it('lets one of many publish at the same time under one name', async () => {
      const { store, uri, file, read } = await start();
      const paths = await Promise.all(Array.from({ length: 12 }, (_, n) => file(`version ${n}`)));
      const results = await Promise.allSettled(
        paths.map((path) => store.publish(path, uri('a'), { replace: false })),
      );
      const winners = results.flatMap((result, n) => (result.status === 'fulfilled' ? [n] : []));
      expect(winners).toHaveLength(1);
      expect(await read('a')).toBe(`version ${winners[0]}`);
    });
    it('check() sees before the work what publish() would see after it', async () => {
      const { store, uri, file } = await start();
      await store.check(uri('a'), { replace: false });
      await store.publish(await file('x'), uri('a'), { replace: false });
      const refused = { code: 'usage/output-exists' };
      await expect(store.check(uri('a'), { replace: false })).rejects.toMatchObject(refused);
      await store.check(uri('a'), { replace: true });
    });
    it('says that nothing is stored there', async () => {
      const { store, uri, scratch } = await start();
      const missing = { code: 'media/not-found' };
      await expect(store.fetch({ uri: uri('none') }, scratch.folder)).rejects.toMatchObject(missing);
      await expect(store.fetch({ uri: 'ftp://nobody/x' }, scratch.folder)).rejects.toMatchObject(missing);
    });
    it('refuses an input that is no longer what it was', async () => {
      const { store, uri, file, scratch } = await start();
      await store.publish(await file('x'), uri('a'), { replace: false });
      const changed = { code: 'media/unreadable', hint: /new job/ };
      const ref = { uri: uri('a'), sha256: sha256('y') };
      await expect(store.fetch(ref, scratch.folder)).rejects.toMatchObject(changed);
    });
    it('stops on an aborted signal and publishes nothing', async () => {
      const { store, uri, file, scratch } = await start();
      const signal = AbortSignal.abort(new Error('enough'));
      const path = await file('x');
      await expect(store.publish(path, uri('a'), { replace: false, signal })).rejects.toThrow('enough');
      await store.check(uri('a'), { replace: false });
      await store.publish(path, uri('a'), { replace: false });
      await expect(store.fetch({ uri: uri('a') }, scratch.folder, { signal })).rejects.toThrow('enough');
    });
    it('scratch() gives a fresh folder each time, and dispose() removes it, twice', async () => {
      const { store, uri, scratch, file } = await start();
      const other = await store.scratch(uri('any'));
      const without = await store.scratch(undefined);
      expect(new Set([scratch.folder, other.folder, without.folder]).size).toBe(3);
      await file('left over');
      for (const { folder, dispose } of [scratch, other, without]) {
        await dispose();
        await dispose();
        expect(existsSync(folder)).toBe(false);
      }
    });
  });
}
