import { describe, expect, it } from 'vitest';
import type { Style } from '../rap/style.js';
import { boomBap } from '../rap/styles/boom-bap.js';
import { drill } from '../rap/styles/drill.js';
import { arrange } from './arrange.js';
import { type BandOptions, createBand } from './band.js';
import { BAND_STEMS, type BandStem } from './kit.js';
import { bandScore, renderBandPiece } from './render-piece.js';

const RATE = 11_025;
const optionsOf = (style: Style): BandOptions => ({
  events: arrange(style, {
    sections: [{ kind: 'hook', startBar: 0, bars: 2 }],
    tempoBpm: 90,
    gridStart: 0.1,
    key: { tonic: 9, mode: 'minor' },
    seed: 3,
  }),
  kit: style.band!.kit,
  sampleRate: RATE,
  seed: 5,
});

function played(options: BandOptions, stem: BandStem, from: number, length: number): Float32Array[] {
  const out = [new Float32Array(length), new Float32Array(length)];
  createBand(options).render(stem, from, out);
  return out;
}

describe('renderBandPiece()', () => {
  const [first, second] = [optionsOf(boomBap), optionsOf(drill)];
  it.each(BAND_STEMS)('plays %s bit for bit as the band itself does, from the middle on', (stem) => {
    const { left, right } = renderBandPiece({ score: bandScore(first), stem, from: 7001, length: 20_000 });
    expect([left, right]).toEqual(played(first, stem, 7001, 20_000));
    expect(left.some((x) => x !== 0)).toBe(true);
  });
  it('lets two bands take turns on one thread', () => {
    const job = { stem: 'drums', from: 0, length: RATE } as const;
    const piece = (options: BandOptions) => renderBandPiece({ score: bandScore(options), ...job });
    const turns = [piece(first), piece(second), piece(first)];
    expect(turns[2]).toEqual(turns[0]);
    expect(turns[1]!.left).toEqual(played(second, 'drums', 0, RATE)[0]);
    expect(turns[1]).not.toEqual(turns[0]);
  });
});
