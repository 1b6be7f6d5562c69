import { mkdir } from 'node:fs/promises';
import { dirname, extname, join } from 'node:path';
import { RapgoError } from '../../engine/errors.js';
import type { CliContext } from '../context.js';

const MOST_ATTEMPTS = 1000;

/**
 * Moves a file into another folder, under a name beside its own where that is taken.
 *
 * @param place path within the folder
 * @returns where it is now
 * @throws {RapgoError} `output/unwritable`; the file is where it was
 */
export async function moveAway(
  { move }: Pick<CliContext, 'move'>,
  file: string,
  folder: string,
  place: string,
): Promise<string> {
  try {
    await mkdir(dirname(join(folder, place)), { recursive: true });
    for (let attempt = 0; ; attempt++) {
      const target = join(folder, nameFor(place, attempt));
      const isMoved = await move(file, target).then(
        () => true,
        (thrown: unknown) => {
          const isTaken = thrown instanceof RapgoError && thrown.code === 'usage/output-exists';
          if (!isTaken || attempt >= MOST_ATTEMPTS) throw thrown;
          return false;
        },
      );
      if (isMoved) return target;
    }
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new RapgoError('output/unwritable', `${file} cannot be moved to ${folder}: ${reason}`, { cause });
  }
}

function nameFor(place: string, attempt: number): string {
  if (attempt === 0) return place;
  const ending = extname(place);
  return `${place.slice(0, place.length - ending.length)} (${attempt + 1})${ending}`;
}
