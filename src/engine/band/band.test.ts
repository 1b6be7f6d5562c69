import { describe, expect, it } from 'vitest';
import { peakOf, rmsOf } from '../../dsp/synth/measure.js';
import { boomBap } from '../rap/styles/boom-bap.js';
import { drill } from '../rap/styles/drill.js';
import { arrange } from './arrange.js';
import { createBand } from './band.js';
import type { BandEvent } from './event.js';
import { BAND_STEMS, type BandStem } from './kit.js';

const RATE = 11_025;
const LENGTH = 8 * RATE;
const SONG = {
  sections: [{ kind: 'hook' as const, startBar: 0, bars: 3 }],
  tempoBpm: 90,
  gridStart: 0.1,
  key: { tonic: 9, mode: 'minor' as const },
  seed: 3,
};
const bandOf = (events: readonly BandEvent[], style = boomBap) =>
  createBand({ events, kit: style.band!.kit, sampleRate: RATE, seed: 3 });
function renderRange(band: ReturnType<typeof bandOf>, stem: BandStem, from: number, length: number) {
  const out = [new Float32Array(length).fill(9), new Float32Array(length).fill(9)];
  band.render(stem, from, out);
  return out;
}

describe('createBand()', () => {
  const events = arrange(boomBap, SONG);
  const whole = Object.fromEntries(
    BAND_STEMS.map((stem) => [stem, renderRange(bandOf(events), stem, 0, LENGTH)]),
  );

  it.each(BAND_STEMS)('renders %s bit for bit the same in any division and order', (stem) => {
    const band = bandOf(events);
    let from = LENGTH;
    for (let turn = 0; from > 0; turn++) {
      const length = Math.min(from, [4096, 1, 977, 20_000, 3][turn % 5]!);
      from -= length;
      const part = renderRange(band, stem, from, length);
      for (const side of [0, 1]) expect(part[side]).toEqual(whole[stem]![side]!.slice(from, from + length));
    }
  });
  it.each(BAND_STEMS)('keeps %s below its ceiling, and heard', (stem) => {
    const peak = Math.max(...whole[stem]!.map(peakOf));
    expect(peak).toBeLessThanOrEqual(10 ** (boomBap.band!.kit.bus[stem].ceilingDb / 20));
    expect(peak).toBeGreaterThan(0.05);
  });
  it('keeps the bass in the middle, so that it survives mono', () => {
    expect(whole.bass![0]).toEqual(whole.bass![1]);
  });
  it('begins a stroke on its sample', () => {
    const stroke: BandEvent = { stem: 'drums', instrument: 'kick', startSeconds: 0.5, velocity: 1, pan: 0 };
    const [left] = renderRange(bandOf([stroke]), 'drums', 0, RATE);
    const first = left!.findIndex((x) => Math.abs(x) > 1e-4);
    expect(Math.abs(first - 0.5 * RATE)).toBeLessThanOrEqual(3);
  });
  it('makes a softer stroke softer', () => {
    const loudness = (velocity: number) => {
      const stroke: BandEvent = { stem: 'drums', instrument: 'snare', startSeconds: 0, velocity, pan: 0 };
      return rmsOf(renderRange(bandOf([stroke]), 'drums', 0, RATE)[0]!);
    };
    expect(loudness(0.5)).toBeLessThan(0.5 * loudness(1));
  });
  it('stops an open hat within 10 ms of the closed one', () => {
    const open: BandEvent = {
      stem: 'drums',
      instrument: 'openHat',
      startSeconds: 0,
      velocity: 1,
      pan: 0,
      durationSeconds: 0.1,
    };
    const [left] = renderRange(bandOf([open]), 'drums', 0, RATE);
    expect(peakOf(left!.slice(0.09 * RATE, 0.1 * RATE))).toBeGreaterThan(0.001);
    expect(peakOf(left!.slice(Math.ceil(0.11 * RATE)))).toBe(0);
  });
  it('makes room for the bass drum', () => {
    const note: BandEvent = {
      stem: 'bass',
      instrument: 'bass',
      startSeconds: 0,
      velocity: 1,
      pan: 0,
      midi: 33,
      durationSeconds: 1,
    };
    const stroke: BandEvent = { stem: 'drums', instrument: 'kick', startSeconds: 0.5, velocity: 1, pan: 0 };
    const level = (all: BandEvent[]) =>
      rmsOf(renderRange(bandOf(all, drill), 'bass', 0, RATE)[0]!, 0.5 * RATE, 0.53 * RATE);
    expect(level([note, stroke])).toBeLessThan(0.7 * level([note]));
  });
  it('is silent where nothing plays, and ignores what the kit lacks', () => {
    const stranger: BandEvent = { stem: 'drums', instrument: 'gong', startSeconds: 0, velocity: 1, pan: 0 };
    expect(peakOf(renderRange(bandOf([stranger]), 'drums', 0, 100)[0]!)).toBe(0);
    expect(peakOf(renderRange(bandOf(events), 'bass', 60 * RATE, 100)[0]!)).toBe(0);
  });
  it('refuses a mono target and a rate that is none', () => {
    expect(() => bandOf(events).render('bass', 0, [new Float32Array(1)])).toThrow(RangeError);
    expect(() => createBand({ events, kit: boomBap.band!.kit, sampleRate: 0, seed: 1 })).toThrow(RangeError);
  });
});
