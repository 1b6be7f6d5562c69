import { expect, it } from 'vitest';
import { Copier } from './copier.js';

it('gives back copies at once, and nothing more', () => {
  const copier = new Copier(2);
  const given = [Float32Array.of(0.1, -0, 1e-40), Float32Array.of(1, 2, 3)];
  const copies = copier.process(given);
  expect(copies).toEqual(given);
  expect(Object.is(copies[0]![1], -0)).toBe(true);
  expect(copies[0]!.buffer).not.toBe(given[0]!.buffer);
  expect(copier.flush().map(({ length }) => length)).toEqual([0, 0]);
});
it('refuses what a stretcher refuses', () => {
  expect(() => new Copier(1).process([new Float32Array(2), new Float32Array(2)])).toThrow(RangeError);
  expect(() => new Copier(1).process([Float32Array.of(Number.NaN)])).toThrow(RangeError);
});
