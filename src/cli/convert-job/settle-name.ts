import { pathToFileURL } from 'node:url';
import type { Ledger } from '../../engine/ports/ledger.js';
import type { Wanted } from './expand.js';
import { nameBeside } from './name-output.js';

const MOST_ATTEMPTS = 1000;

/** A result and the name it should have. */
type NamedResult = Pick<Wanted, 'source' | 'output'>;

/** Gives every result a name of its own. */
export interface NameKeeper {
  /** The wanted name, or one beside it where another source has that one, in this run or in an earlier one. */
  settle(wanted: NamedResult): Promise<string>;
}

/** Remembers the names given in one run. */
export function createNameKeeper(ledger: Ledger | undefined): NameKeeper {
  /** By the name as a file system without case would see it. */
  const given = new Map<string, NamedResult>();
  const isFree = async (output: string, wanted: NamedResult): Promise<boolean> => {
    const other = given.get(keyOf(output));
    if (other !== undefined) return false;
    const entry = await ledger?.find(pathToFileURL(output).href);
    return entry === undefined || entry.source === pathToFileURL(wanted.source.path).href;
  };
  return {
    async settle(wanted) {
      let output = wanted.output;
      for (let attempt = 0; attempt < MOST_ATTEMPTS && !(await isFree(output, wanted)); attempt++) {
        output = nameBeside(wanted.output, wanted.source, attempt);
      }
      given.set(keyOf(output), wanted);
      return output;
    },
  };
}

const keyOf = (output: string): string => output.normalize('NFC').toLowerCase();
