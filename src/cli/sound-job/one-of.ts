import { RapgoError } from '../../engine/errors.js';
import type { Origin } from '../settings.js';

const WEIGHTS: readonly Origin['source'][] = ['flag', 'variable', 'file'];

/**
 * The one setting of several that was given. A flag beats a variable, which beats a file, also where they set different
 * ones of them.
 *
 * @param given values by name, null where nobody set one
 * @throws {RapgoError} `usage/bad-option` where there is none, or more than one of the same weight
 */
export function oneOf<Name extends string>(
  given: Readonly<Record<Name, unknown>>,
  origins: Readonly<Record<NoInfer<Name>, Origin>>,
): Name {
  const names = Object.keys(given) as Name[];
  const set = names.filter((name) => given[name] !== null);
  const strongest = WEIGHTS.find((source) => set.some((name) => origins[name].source === source));
  const [first, second] = set.filter((name) => origins[name].source === strongest);
  const all = names.map((name) => `--${name}`);
  const list = `${all.slice(0, -1).join(', ')} or ${all.at(-1)}`;
  if (first === undefined) throw new RapgoError('usage/bad-option', `say how far, with ${list}`);
  if (second !== undefined) {
    throw new RapgoError('usage/bad-option', `--${first} and --${second} exclude each other`, {
      hint: `one of ${list}`,
    });
  }
  return first;
}
