import { describe, expect, it } from 'vitest';
import type { Origin } from '../settings.js';
import { oneOf } from './one-of.js';

const from = (source: Origin['source']): Origin => ({ source, where: '' });

describe('oneOf()', () => {
  const origins = { ratio: from('file'), speed: from('flag'), to: from('flag') };
  it('lets a flag beat another setting of a file', () => {
    expect(oneOf({ ratio: 2, speed: 1.5, to: null }, origins)).toBe('speed');
    expect(oneOf({ ratio: 2, speed: null, to: null }, origins)).toBe('ratio');
  });
  it('refuses none, and two of the same weight', () => {
    expect(() => oneOf({ ratio: null, speed: null, to: null }, origins)).toThrow(/--ratio, --speed or --to/);
    expect(() => oneOf({ ratio: 2, speed: 1.5, to: 3 }, origins)).toThrow(/--speed and --to exclude/);
  });
});
