import { describe, expect, it } from 'vitest';
import type { LoudnessFacts } from '../ports/converter.js';
import { fitGain } from './fit-gain.js';

const facts = (integratedLufs: number | null, truePeakDbtp: number | null): LoudnessFacts => ({
  ...{ integratedLufs, truePeakDbtp, soundFrom: 0, soundTo: 1 },
});
function gainOf(given: LoudnessFacts | undefined, target: number | null) {
  const warnings: string[] = [];
  const gainDb = fitGain(given, target, { warn: (_code, message) => warnings.push(message) });
  return { gainDb, warnings };
}

describe('fitGain()', () => {
  it('brings a recording to a loudness', () => {
    expect(gainOf(facts(-23, -20), -16)).toEqual({ gainDb: 7, warnings: [] });
    expect(gainOf(facts(-9.5, 0.5), -16)).toEqual({ gainDb: -6.5, warnings: [] });
  });
  it('goes no further than peaks allow, and says so', () => {
    const { gainDb, warnings } = gainOf(facts(-23, -4), -16);
    expect(gainDb).toBe(3);
    expect(warnings.join()).toContain('-20.0 LUFS');
  });
  it('leaves silence, and what nobody asked for, alone', () => {
    expect(gainOf(facts(null, null), -16).gainDb).toBe(0);
    expect(gainOf(facts(-23, -20), null).gainDb).toBe(0);
    expect(gainOf(undefined, -16).gainDb).toBe(0);
  });
});
