import { describe, expect, it } from 'vitest';
import { createUuidv7 } from './uuid.js';

describe('createUuidv7()', () => {
  it('carries the time, the version and the variant', () => {
    const id = createUuidv7(() => 0x0123_4567_89ab)();
    expect(id).toMatch(/^01234567-89ab-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  });
  it('keeps the order within one millisecond, and when the clock steps back', () => {
    let clock = 1_700_000_000_000;
    const next = createUuidv7(() => clock);
    const ids = Array.from({ length: 10_000 }, () => next());
    clock -= 1000;
    ids.push(next());
    expect(ids).toEqual([...ids].sort());
    expect(new Set(ids).size).toBe(ids.length);
  });
});
