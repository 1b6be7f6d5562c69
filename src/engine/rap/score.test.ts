import { describe, expect, it } from 'vitest';
import { linesOf, phrasesOf, plannedLine } from '../../../test/spoken-phrases.js';
import type { Plan, PlannedLine } from './plan.js';
import { type Score, scoreFaults, scoreStretch, scoreTiming, shareUsed } from './score.js';
import { STYLES } from './styles/index.js';

const lines = linesOf(phrasesOf([8, 8])).map(
  (line, id): PlannedLine => ({
    ...plannedLine(
      line,
      line.syllables.map((_, i) => 16 * (id + 1) + 2 * i),
    ),
    id,
  }),
);

const planOf = (planned: PlannedLine[], leftOut: Plan['leftOut'] = []): Plan => ({
  planVersion: 1,
  rapgoVersion: '0',
  source: { name: '', sha256: '', durationSeconds: 9 },
  voiceGains: [],
  style: STYLES.acapella,
  seed: 1,
  key: { tonic: 9, mode: 'minor' },
  tempoBpm: 90,
  gridStart: 0,
  grid: 'sixteenth',
  strength: 1,
  tune: null,
  beat: null,
  sections: [{ kind: 'verse', startBar: 0, bars: 4 }],
  lines: planned,
  leftOut,
  targetLufs: -14,
  ceilingDbtp: -1,
});

const plan = planOf(lines);
const targets = lines.flatMap(({ syllables }) => syllables.map(({ target }) => target));
const SLOT = 60 / 90 / 4;

const timing = (heard: readonly number[], of = plan) => scoreTiming(of, Float64Array.from(heard), SLOT);

describe('scoreTiming()', () => {
  it('gives full marks where every syllable is heard on its target', () => {
    expect(timing(targets)).toMatchObject({
      found: 16,
      planned: 16,
      within15Ms: 1,
      within25Ms: 1,
      chanceWithin25Ms: 0,
      meanDistanceMs: 0,
      worstDistanceMs: 0,
      missed: 0,
    });
  });
  it('falls as syllables move away', () => {
    const shifted = (ms: number) => timing(targets.map((target) => target + ms / 1000));
    expect(shifted(10)).toMatchObject({ within15Ms: 1, within25Ms: 1 });
    expect(shifted(20)).toMatchObject({ within15Ms: 0, within25Ms: 1 });
    expect(shifted(-40)).toMatchObject({ within15Ms: 0, within25Ms: 0, missed: 0 });
    expect(shifted(20).meanDistanceMs).toBeCloseTo(20, 6);
    expect(shifted(-40).worstDistanceMs).toBeCloseTo(40, 6);
  });
  it('counts what is not heard within 100 ms as missed', () => {
    expect(timing(targets.slice(0, 12))).toMatchObject({ missed: 4, within15Ms: 0.75 });
    expect(timing([])).toMatchObject({ missed: 16, within25Ms: 0, meanDistanceMs: 0 });
  });
  it('lets one sound stand for one syllable only', () => {
    const [first] = lines[0]!.syllables;
    const close = [first!, { ...first!, syllable: 1, target: first!.target + 0.02 }];
    const two = planOf([{ ...lines[0]!, syllables: close }]);
    expect(timing([first!.target], two)).toMatchObject({ within25Ms: 0.5, missed: 1 });
  });
  it('says what chance would give', () => {
    const halfSlots = targets.map((target) => target + SLOT / 2);
    expect(timing(halfSlots).chanceWithin25Ms).toBe(1);
  });
  it('counts repeats as planned, but as found once; second voices do not count', () => {
    const again = { ...lines[0]!, id: 2, repeats: 0 };
    const double = { ...lines[0]!, id: 3, role: 'double' as const };
    expect(timing(targets, planOf([...lines, again, double]))).toMatchObject({ planned: 24, found: 16 });
  });
  it('scores a plan without lines', () => {
    expect(timing([1], planOf([]))).toMatchObject({ planned: 0, within15Ms: 0, missed: 0 });
  });
});

describe('scoreStretch()', () => {
  /** A line spoken in steps of 200 ms whose targets have been moved by hand: what it says of stretch is stale. */
  const stretched = (ratios: readonly number[]): Plan => {
    let target = 1;
    const syllables = [...ratios, 1].map((ratio, i) => {
      const spoken = 0.2 * (i + 1);
      const times = { sourceStart: spoken - 0.05, sourcePCentre: spoken, sourceEnd: spoken + 0.15, target };
      target += 0.2 * ratio;
      return { ...lines[0]!.syllables[i % 8]!, ...times, stretch: 1 };
    });
    return planOf([{ ...lines[0]!, syllables }]);
  };
  it('measures octaves, shorter and longer alike', () => {
    const { medianLog2, p95Log2, outsideHalfToDouble } = scoreStretch(stretched([0.5, 2, 2]));
    expect(medianLog2).toBeCloseTo(1, 9);
    expect(p95Log2).toBeCloseTo(1, 9);
    expect(outsideHalfToDouble).toBe(0);
    expect(scoreStretch(stretched([1, 1, 1])).medianLog2).toBeCloseTo(0, 9);
  });
  it('tells the share beyond half and double', () => {
    expect(scoreStretch(stretched([0.4, 2.1, 1])).outsideHalfToDouble).toBe(0.5);
  });
  it('is nothing for no lines', () => {
    expect(scoreStretch(planOf([]))).toEqual({ medianLog2: 0, p95Log2: 0, outsideHalfToDouble: 0 });
  });
});

describe('shareUsed()', () => {
  it('is 1 where nothing is left out', () => expect(shareUsed(plan)).toBe(1));
  it('falls by what is left out, and repeats do not make up for it', () => {
    const used = lines
      .flatMap(({ syllables }) => syllables)
      .reduce((sum, { sourceStart, sourceEnd }) => sum + sourceEnd - sourceStart, 0);
    const lost = [{ sourceStart: 10, sourceEnd: 10 + used, reason: '' }];
    const again = { ...lines[0]!, id: 2, repeats: 0 };
    expect(shareUsed(planOf([...lines, again], lost))).toBeCloseTo(0.5, 9);
  });
});

describe('scoreFaults()', () => {
  const good: Score = {
    syllables: timing(targets),
    stretch: { medianLog2: 0.2, p95Log2: 0.8, outsideHalfToDouble: 0 },
    tempoBpm: 90,
    tempoConfidence: 1,
    integratedLufs: -14.1,
    targetLufs: -14,
    truePeakDbtp: -1.02,
    ceilingDbtp: -1,
    clippedSamples: 0,
    speechUsed: 1,
  };
  it('finds none in a good rap', () => expect(scoreFaults(good)).toEqual([]));
  for (const [what, fault] of [
    ['timing', { syllables: { ...good.syllables, within15Ms: 0.7 } }],
    ['timing', { syllables: { ...good.syllables, within25Ms: 0.8 } }],
    ['vowels', { stretch: { ...good.stretch, p95Log2: 1.1 } }],
    ['vowels', { stretch: { ...good.stretch, outsideHalfToDouble: 0.05 } }],
    ['loudness', { integratedLufs: -13.5 }],
    ['peaks', { truePeakDbtp: -0.5 }],
    ['clipping', { clippedSamples: 1 }],
  ] as const) {
    it(`names a fault of ${what}: ${Object.keys(fault)[0]}`, () => {
      expect(scoreFaults({ ...good, ...fault })).toHaveLength(1);
    });
  }
});
