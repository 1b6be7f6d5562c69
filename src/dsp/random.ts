import type { Random } from './types.js';

/**
 * Seeded generator with 32 bits of state (mulberry32): quick, good enough for noise and dice, not for secrets.
 *
 * @param seed any integer; only its low 32 bits count
 */
export function createRandom(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/**
 * Seed for one named part of a song, so that a change in one part leaves the dice of the others alone.
 *
 * @returns an unsigned 32-bit integer
 * @see the FNV-1a hash, http://www.isthe.com/chongo/tech/comp/fnv/
 */
export function deriveSeed(seed: number, name: string): number {
  let hash = (0x811c9dc5 ^ seed) >>> 0;
  for (let n = 0; n < name.length; n++) hash = Math.imul(hash ^ name.charCodeAt(n), 0x01000193) >>> 0;
  return hash;
}
