import { describe, expect, it } from 'vitest';
import { levelAt } from './measure.js';
import { addPartials } from './partials.js';

describe('addPartials()', () => {
  const play = (hz: number, decaySeconds: number) => {
    const out = new Float32Array(8000);
    addPartials(out, [{ hz, level: 0.5, decaySeconds }], 8000);
    return out;
  };
  it('adds a sine that falls by 60 dB in its decay', () => {
    const out = play(500, 1);
    const at = (from: number) => levelAt(out, 500, 8000, from, from + 400);
    expect(20 * Math.log10(at(4000) / at(0))).toBeCloseTo(-30, 0);
  });
  it('leaves out what would fold back', () => {
    expect(play(3900, 1).every((x) => x === 0)).toBe(true);
  });
});
