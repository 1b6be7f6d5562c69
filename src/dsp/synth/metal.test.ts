import { describe, expect, it } from 'vitest';
import { createRandom } from '../random.js';
import { levelAt } from './measure.js';
import { metal } from './metal.js';

describe('metal()', () => {
  it('holds its six tones, within full scale', () => {
    const sound = metal(22_050, 1, 22_050, createRandom(1));
    for (const hz of [205.3, 304.4, 522.7, 800]) expect(levelAt(sound, hz, 22_050)).toBeGreaterThan(0.15);
    expect(sound.every((x) => Math.abs(x) <= 1)).toBe(true);
  });
});
