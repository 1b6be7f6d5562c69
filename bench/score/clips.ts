import { readdir, readFile } from 'node:fs/promises';
import { basename, extname, join } from 'node:path';

/** A recording with what is known about it. */
export interface Clip {
  readonly name: string;
  readonly file: string;
  readonly kind: 'real' | 'synthetic';
  /** Words as spoken, lower case; absent where unknown. */
  readonly text?: string;
  /** Syllables counted by hand; absent where unknown. */
  readonly syllables?: number;
  /** Where its vowels begin, seconds, by forced alignment; absent where that was not possible. */
  readonly vowels?: readonly number[];
}

interface Truth {
  readonly text?: string;
  readonly syllables?: number;
}

/** What the README beside the clips says. A `truth.json` in the folder, of the same shape, goes before it. */
const KNOWN: Readonly<Record<string, Truth>> = {
  jfk: {
    text: 'and so my fellow americans ask not what your country can do for you ask what you can do for your country',
    syllables: 28,
  },
  lv_0870: {
    text: 'and mister john dashwood had then leisure to consider how much there might be prudently in his power to do for them',
    syllables: 30,
  },
  lv_0890: {
    text: 'unless to be rather cold hearted and rather selfish is to be ill disposed',
    syllables: 20,
  },
  lv_0920: {
    text: 'had he married a more amiable woman he might have been made still more respectable than he was',
    syllables: 26,
  },
  goforward: { text: 'go forward ten meters', syllables: 6 },
};

const SOUND = new Set(['.flac', '.wav', '.mp3', '.ogg', '.m4a', '.opus']);

/** Folder of the clips unless one is named. */
export const defaultClipFolder = (): string => join(process.env.RAPGO_AUDIO ?? '../shared/audio', 'speech');

/** All sounds of a folder, by name. */
export async function readClips(folder: string): Promise<Clip[]> {
  const truth = { ...KNOWN, ...(await readTruth(folder)) };
  const files = (await readdir(folder)).filter((file) => SOUND.has(extname(file))).sort();
  return files.map((file) => {
    const name = basename(file, extname(file));
    return { name, file: join(folder, file), kind: 'real', ...truth[name] };
  });
}

async function readTruth(folder: string): Promise<Record<string, Truth>> {
  const text = await readFile(join(folder, 'truth.json'), 'utf8').catch(() => '{}');
  return JSON.parse(text) as Record<string, Truth>;
}
