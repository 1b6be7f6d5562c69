/** Numbers from 0 (inclusive) to 1 (exclusive) that depend on the seed alone. */
export type Chance = () => number;

/** Mulberry32: small, and good enough to choose voices, orders and noise. */
export function createChance(seed: number): Chance {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** One of `items`. */
export function pick<T>(items: readonly T[], chance: Chance): T {
  return items[Math.floor(chance() * items.length)]!;
}

/** The items in another order (Fisher–Yates). */
export function shuffled<T>(items: readonly T[], chance: Chance): T[] {
  const out = [...items];
  for (let n = out.length - 1; n > 0; n--) {
    const other = Math.floor(chance() * (n + 1));
    [out[n], out[other]] = [out[other]!, out[n]!];
  }
  return out;
}
