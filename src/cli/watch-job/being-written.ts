import { readdir, readFile, readlink, realpath } from 'node:fs/promises';

/** The lowest two bits of the flags of an open file: 0 reads only. */
const ACCESS_MODE = 3;

/**
 * The files of a folder that some program has open to write, as far as this user may know: a recorder that pauses looks
 * finished otherwise. Only Linux tells; elsewhere, and for other users' programs, there are none.
 *
 * @param proc where Linux tells of processes
 * @returns paths that begin as `folder` does
 */
export async function filesBeingWritten(folder: string, proc = '/proc'): Promise<ReadonlySet<string>> {
  const root = await realpath(folder).catch(() => folder);
  const held = new Set<string>();
  for (const process of (await namesIn(proc)).filter((name) => /^\d+$/.test(name))) {
    for (const file of await namesIn(`${proc}/${process}/fd`)) {
      const path = await readlink(`${proc}/${process}/fd/${file}`).catch(() => '');
      if (!path.startsWith(`${root}/`)) continue;
      if (await isOpenToWrite(`${proc}/${process}/fdinfo/${file}`))
        held.add(folder + path.slice(root.length));
    }
  }
  return held;
}

async function isOpenToWrite(info: string): Promise<boolean> {
  const text = await readFile(info, 'utf8').catch(() => '');
  const flags = /^flags:\s*([0-7]+)/m.exec(text)?.[1] ?? '0';
  return (Number.parseInt(flags, 8) & ACCESS_MODE) !== 0;
}

const namesIn = (folder: string): Promise<string[]> => readdir(folder).catch(() => []);
