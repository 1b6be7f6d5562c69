import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { peakOf, rmsOf } from '../../../dsp/synth/measure.js';
import { arrange } from '../../band/arrange.js';
import { createBand } from '../../band/band.js';
import { BAND_STEMS } from '../../band/kit.js';
import { type Style, StyleSchema } from '../style.js';
import { STYLES } from './index.js';

const RATE = 8000;
const SLOTS_PER_BEAT = { eighth: 2, sixteenth: 4, triplet: 3 } as const;

/** Four bars of a hook, every stem. */
function listen(style: Style) {
  const tempoBpm = style.tempoBpm.min;
  const sections = [{ kind: 'hook' as const, startBar: 0, bars: 2 }];
  const key = { tonic: 9, mode: style.band!.mode };
  const events = arrange(style, { sections, tempoBpm, gridStart: 0, key, seed: 1 });
  const band = createBand({ events, kit: style.band!.kit, sampleRate: RATE, seed: 1 });
  const length = Math.round((8 * 60 * RATE) / tempoBpm);
  return BAND_STEMS.map((stem) => {
    const out = [new Float32Array(length), new Float32Array(length)];
    band.render(stem, 0, out);
    return out[0]!;
  });
}

describe('STYLES', () => {
  it('holds the nine styles', () => expect(Object.keys(STYLES)).toHaveLength(9));
  describe.each(Object.entries<Style>(STYLES))('%s', (name, style) => {
    it('is valid, called by its name, and plain data', () => {
      expect(v.parse(StyleSchema, JSON.parse(JSON.stringify(style)))).toEqual(style);
      expect(style.name).toBe(name);
    });
    it('has slots enough for the four to six syllables a second that people speak, and no more than twice that', () => {
      const slotsPerSecond = (tempoBpm: number) => (tempoBpm * SLOTS_PER_BEAT[style.flow.grid]) / 60;
      expect(slotsPerSecond(style.tempoBpm.min)).toBeGreaterThan(4.4);
      expect(slotsPerSecond(style.tempoBpm.max)).toBeLessThan(10.5);
    });
    it.skipIf(style.band === null)('sounds in every stem and clips in none', () => {
      for (const stem of listen(style)) {
        expect(rmsOf(stem)).toBeGreaterThan(0.01);
        expect(peakOf(stem)).toBeLessThan(0.7);
      }
    });
  });
  it('differ in tempo, kit and groove', () => {
    const styles = Object.values<Style>(STYLES);
    const unlike = (look: (style: Style) => unknown) =>
      new Set(styles.map((style) => JSON.stringify(look(style)))).size;
    expect(unlike(({ tempoBpm }) => tempoBpm)).toBe(9);
    expect(unlike(({ band }) => band?.kit.drums)).toBe(9);
    expect(unlike(({ band }) => band?.grooves)).toBe(9);
    expect(unlike(({ band }) => band?.parts)).toBe(9);
  });
});
