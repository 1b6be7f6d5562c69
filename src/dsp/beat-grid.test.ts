import { describe, expect, it } from 'vitest';
import { findAttacks } from './attack.js';
import { type Heard, layBeats } from './beat-grid.js';
import { chromagram } from './chroma.js';
import { absoluteQuantile, compareBeats, type DrumLoop, drumLoop, PATTERNS } from './drum-loop.contract.js';
import { bandedFlux } from './spectral-flux.js';

const hear = ({ samples, sampleRate }: Pick<DrumLoop, 'samples' | 'sampleRate'>): Heard => ({
  flux: bandedFlux(samples, sampleRate),
  attacks: findAttacks(samples, sampleRate),
  chroma: chromagram(samples, sampleRate),
  firstSeconds: 0,
  lastSeconds: samples.length / sampleRate - 0.5,
});

describe('layBeats()', () => {
  it('lays a line through a beat that was programmed', () => {
    const loop = drumLoop(PATTERNS.boomBap, { tempoBpm: 93.7, bars: 12, swing: 0.58 });
    const grid = layBeats(hear(loop), 93)!;
    expect(grid.isSteady).toBe(true);
    expect(grid.tempoBpm).toBeCloseTo(93.7, 1);
    const { errors } = compareBeats(loop.beats, grid.beats);
    expect(errors).toHaveLength(loop.beats.length);
    expect(absoluteQuantile(errors, 0.95)).toBeLessThan(0.003);
  });
  it('follows a beat that is played', () => {
    const drift = (bar: number): number => 1 + 0.03 * Math.sin((2 * Math.PI * bar) / 16);
    const loop = drumLoop(PATTERNS.rock, { tempoBpm: 112, bars: 24, drift, jitterSeconds: 0.008 });
    const grid = layBeats(hear(loop), 112)!;
    expect(grid.isSteady).toBe(false);
    const { f, errors } = compareBeats(loop.beats, grid.beats);
    expect(f).toBeGreaterThan(0.98);
    expect(absoluteQuantile(errors, 0.5)).toBeLessThan(0.003);
    expect(absoluteQuantile(errors, 0.95)).toBeLessThan(0.008);
  });
  it('needs six beats', () => {
    const loop = drumLoop(PATTERNS.boomBap, { tempoBpm: 90, bars: 1 });
    expect(layBeats(hear(loop), 90)).toBeUndefined();
  });
});
