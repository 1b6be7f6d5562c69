import { describe, expect, it } from 'vitest';
import type { Section } from '../rap/plan.js';
import { boomBap } from '../rap/styles/boom-bap.js';
import { drill } from '../rap/styles/drill.js';
import { STYLES } from '../rap/styles/index.js';
import { tripletHook } from '../rap/styles/triplet-hook.js';
import { type ArrangeOptions, arrange } from './arrange.js';
import type { BandEvent } from './event.js';

const SECTIONS: Section[] = [
  { kind: 'intro', startBar: 0, bars: 4 },
  { kind: 'verse', startBar: 4, bars: 16 },
  { kind: 'hook', startBar: 20, bars: 8 },
  { kind: 'outro', startBar: 28, bars: 4 },
];
const OPTIONS: ArrangeOptions = {
  sections: SECTIONS,
  tempoBpm: 90,
  gridStart: 0.25,
  key: { tonic: 9, mode: 'minor' },
  seed: 3,
};
const BEAT = 60 / 90;
const beatOf = ({ startSeconds }: BandEvent) => (startSeconds - 0.25) / BEAT;
const drumsOf = (events: BandEvent[], instrument?: string) =>
  events.filter((event) => event.stem === 'drums' && (!instrument || event.instrument === instrument));
const inBars = (events: BandEvent[], from: number, to: number) =>
  events.filter((event) => beatOf(event) >= 4 * from - 0.02 && beatOf(event) < 4 * to - 0.02);

describe('arrange()', () => {
  const events = arrange(boomBap, OPTIONS);

  it('puts every stroke on the swung grid, within 3 ms and the voice’s lag', () => {
    const { swing } = boomBap.flow;
    for (const event of drumsOf(events)) {
      const lag = boomBap.band!.kit.drums[event.instrument]!.lagMs ?? 0;
      if (event.instrument === 'scratch') continue; // leads up from a place of its own
      const eighths = (beatOf(event) - lag / 1000 / BEAT) * 2;
      const places = [0, swing, 1, swing / 2, (1 + swing) / 2].map(
        (place) => Math.floor(eighths + 0.02) + place,
      );
      const off = Math.min(...places.map((place) => Math.abs(eighths - place)));
      expect((off / 2) * BEAT).toBeLessThanOrEqual(0.003 + 1e-9);
    }
  });
  it('is the same for the same seed, and not for another', () => {
    expect(arrange(boomBap, OPTIONS)).toEqual(events);
    expect(arrange(boomBap, { ...OPTIONS, seed: 4 })).not.toEqual(events);
  });
  it('is in order of time and never before the song', () => {
    expect(events.every((event, n) => n === 0 || events[n - 1]!.startSeconds <= event.startSeconds)).toBe(
      true,
    );
    expect(events[0]!.startSeconds).toBeGreaterThanOrEqual(0);
  });
  it('begins thin, is fullest in the hook and thins out', () => {
    const density = (from: number, to: number) => inBars(events, from, to).length / (to - from);
    expect(density(0, 2)).toBeLessThan(0.5 * density(4, 20));
    expect(density(20, 28)).toBeGreaterThan(density(4, 20));
    expect(density(30, 32)).toBeLessThan(0.7 * density(4, 20));
  });
  it('varies: no two phrases of a verse have the same drums, and fills change every fourth bar', () => {
    const bar = (n: number) =>
      inBars(drumsOf(events), n, n + 1)
        .map((event) => `${event.instrument}@${Math.round(4 * (beatOf(event) - 4 * n))}`)
        .sort()
        .join(' ');
    expect(bar(4)).not.toBe(bar(8));
    const plain = arrange({ ...boomBap, band: { ...boomBap.band!, fills: { small: [], big: [] } } }, OPTIONS);
    const count = (all: BandEvent[], n: number) => inBars(drumsOf(all), n, n + 1).length;
    expect(count(plain, 5)).toBe(count(events, 5));
    expect([7, 11, 19].some((n) => count(plain, n) !== count(events, n))).toBe(true);
  });
  it('stops the drums in a drop, and what the style does not keep', () => {
    const dropped = arrange(boomBap, { ...OPTIONS, drops: [{ startBeat: 76, endBeat: 80 }] });
    const during = inBars(dropped, 19, 20).filter(({ instrument }) => instrument !== 'scratch');
    expect(during.length).toBeGreaterThan(0);
    expect(during.every(({ instrument }) => boomBap.band!.dropKeeps.includes(instrument))).toBe(true);
    expect(inBars(dropped, 20, 21)).toEqual(inBars(events, 20, 21));
  });
  it('follows measured beats', () => {
    const beatTimes = Array.from({ length: 130 }, (_, n) => 0.25 + n * BEAT + 0.01 * Math.sin(n));
    const followed = drumsOf(arrange(boomBap, { ...OPTIONS, beatTimes }), 'kick');
    const onBeat = followed.find((event) => Math.abs(event.startSeconds - beatTimes[32]!) < 0.004);
    expect(onBeat).toBeDefined();
  });
  it('glides in drill and counts triplets in the triplet hook', () => {
    const slides = arrange(drill, OPTIONS).filter(({ glides }) => glides);
    expect(slides.length).toBeGreaterThan(10);
    const hats = drumsOf(arrange(tripletHook, OPTIONS), 'hat').map((event) => (beatOf(event) * 6) % 1);
    expect(hats.every((place) => Math.min(place, 1 - place) < 0.02 || Math.abs(place - 0.5) < 0.02)).toBe(
      true,
    );
  });
  it('stops an open hat when the closed one is struck', () => {
    const open = drumsOf(events, 'openHat').find(({ durationSeconds }) => durationSeconds !== undefined)!;
    const closed = drumsOf(events, 'hat').find(({ startSeconds }) => startSeconds > open.startSeconds)!;
    expect(open.durationSeconds).toBeCloseTo(closed.startSeconds - open.startSeconds, 9);
  });
  it('keeps the bass in the key, on the chord’s root at each downbeat of the verse', () => {
    const bass = events.filter(({ stem }) => stem === 'bass');
    expect(bass.every(({ midi }) => [9, 11, 0, 2, 4, 5, 7].includes(midi! % 12))).toBe(true);
    const roots = [4, 5, 6, 7].map((bar) => inBars(bass, bar, bar + 1)[0]!.midi! % 12);
    expect(roots).toEqual([9, 5, 2, 4]); // i, VI, iv, v in A minor
  });
  it('plays nothing for a voice alone, or a song without bars', () => {
    expect(arrange(STYLES.acapella, OPTIONS)).toEqual([]);
    expect(arrange(boomBap, { ...OPTIONS, sections: [] })).toEqual([]);
  });
});
