import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

const PART = '.part';

/** A name for a take where none is given: the first free one of take-1.wav, take-2.wav, … */
export function nextTakeName(folder: string): string {
  for (let number = 1; ; number++) {
    const file = join(folder, `take-${number}.wav`);
    if (!existsSync(file) && !existsSync(file + PART)) return file;
  }
}

/** Takes in a folder that were cut short, or are being recorded. */
export function unfinishedTakes(folder: string): string[] {
  try {
    return readdirSync(folder)
      .filter((name) => name.endsWith(`.wav${PART}`))
      .map((name) => join(folder, name));
  } catch {
    return [];
  }
}
