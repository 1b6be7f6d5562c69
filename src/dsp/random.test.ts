import { describe, expect, it } from 'vitest';
import { createRandom, deriveSeed } from './random.js';

const draw = (seed: number, count: number): number[] => {
  const random = createRandom(seed);
  return Array.from({ length: count }, random);
};

describe('createRandom()', () => {
  it('gives the numbers of other mulberry32 programs', () => {
    // Tests of a JavaScript library, where the second row comes "from other reference implementation".
    expect(draw(0, 4).map((x) => x * 2 ** 32)).toEqual([1144304738, 1416247, 958946056, 627933444]);
    expect(draw(1985, 2).map((x) => x * 2 ** 32)).toEqual([3527837133, 3112574143]);
  });
  it('repeats itself for the same seed and counts only its low 32 bits', () => {
    expect(draw(2 ** 32 + 7, 5)).toEqual(draw(7, 5));
    expect(draw(-1, 5)).toEqual(draw(2 ** 32 - 1, 5));
    expect(draw(8, 5)).not.toEqual(draw(7, 5));
  });
  it('spreads evenly over [0, 1)', () => {
    const counts = new Array<number>(10).fill(0);
    for (const x of draw(3, 20_000)) counts[Math.floor(10 * x)]!++;
    expect(counts).toHaveLength(10); // nothing fell outside
    for (const count of counts) expect(Math.abs(count - 2000)).toBeLessThan(5 * Math.sqrt(1800)); // five sigma
  });
  it('does not tie a number to the one before it', () => {
    const numbers = draw(5, 20_000).map((x) => x - 0.5);
    const products = numbers.slice(1).map((x, i) => x * numbers[i]!);
    const correlation = (12 * products.reduce((sum, x) => sum + x, 0)) / products.length;
    expect(Math.abs(correlation)).toBeLessThan(0.035); // five sigma
  });
});

describe('deriveSeed()', () => {
  it('is the FNV-1a hash of the name for seed 0', () => {
    // http://www.isthe.com/chongo/tech/comp/fnv/, test vectors
    expect(deriveSeed(0, '')).toBe(0x811c9dc5);
    expect(deriveSeed(0, 'a')).toBe(0xe40c292c);
    expect(deriveSeed(0, 'foobar')).toBe(0xbf9cf968);
  });
  it('differs between names and between seeds', () => {
    const seeds = [0, 1, 2].flatMap((seed) => ['band', 'voices'].map((name) => deriveSeed(seed, name)));
    expect(new Set(seeds).size).toBe(6);
    for (const seed of seeds) expect(seed >= 0 && seed < 2 ** 32 && Number.isInteger(seed)).toBe(true);
  });
});
