import { describe, expect, it } from 'vitest';
import { linesOf, phrasesOf } from '../../../test/spoken-phrases.js';
import { createRandom } from '../../dsp/random.js';
import { steadyClock } from '../band/beat-clock.js';
import { type Aim, aimSyllables } from './aim-syllables.js';
import { slotGrid, slotSeconds } from './slots.js';
import { STYLES } from './styles/index.js';

const grid = slotGrid('sixteenth', 0.6);
const clock = steadyClock(90, 0.2);
const { syllables } = linesOf(phrasesOf([8]))[0]!;
const slots = [16, 17, 19, 21, 23, 24, 26, 28]; // none asks for more than double or half
const straight = { ...STYLES.acapella.flow, lagMs: 0, microTimingMs: 0 };

const aim = (wish: Partial<Aim> = {}) =>
  aimSyllables(
    syllables,
    slots,
    { grid, clock, strength: 1, flow: straight, random: createRandom(1), ...wish },
    new Map(),
  );

const targets = (wish?: Partial<Aim>): number[] => aim(wish).map(({ target }) => target);

const onGrid = slots.map((slot) => slotSeconds(grid, clock, slot));

describe('aimSyllables()', () => {
  it('is on the slot at strength 1, swing included', () => {
    targets().forEach((target, i) => {
      expect(target).toBeCloseTo(onGrid[i]!, 12);
    });
  });
  it('keeps the proportions of the spoken timing at strength 0', () => {
    const aimed = targets({ strength: 0 });
    const pace = (aimed.at(-1)! - aimed[0]!) / (syllables.at(-1)!.pCentre - syllables[0]!.pCentre);
    aimed.forEach((target, i) => {
      expect(target - aimed[0]!).toBeCloseTo(pace * (syllables[i]!.pCentre - syllables[0]!.pCentre), 12);
    });
    expect(aimed[0]).toBeCloseTo(onGrid[0]!, 12);
    expect(aimed.at(-1)).toBeCloseTo(onGrid.at(-1)!, 12);
  });
  it('lies between the two at any other strength', () => {
    const [loose, tight] = [targets({ strength: 0 }), targets()];
    targets({ strength: 0.25 }).forEach((target, i) => {
      expect(target).toBeCloseTo(0.75 * loose[i]! + 0.25 * tight[i]!, 12);
    });
  });
  it('lags as the style says and strays no further than it allows', () => {
    const lagging = targets({ flow: { ...straight, lagMs: 20 } });
    const human = targets({ flow: { ...straight, microTimingMs: 6 } });
    onGrid.forEach((place, i) => {
      expect(lagging[i]! - place).toBeCloseTo(0.02, 12);
      expect(Math.abs(human[i]! - place)).toBeLessThanOrEqual(0.006);
    });
    expect(new Set(human.map((target, i) => (target - onGrid[i]!).toFixed(6))).size).toBeGreaterThan(5);
  });
  it('names bar and slot of every syllable', () => {
    expect(aim().map(({ bar, slot }) => [bar, slot])).toEqual(
      slots.map((slot) => [Math.floor(slot / 16), slot % 16]),
    );
  });
  it('tells the stretch of every vowel but the last, which has nothing to reach', () => {
    const aimed = aim();
    expect(aimed.at(-1)!.stretch).toBe(1);
    aimed.slice(0, -1).forEach(({ stretch, target }, i) => {
      const spoken = syllables[i + 1]!.pCentre - syllables[i]!.pCentre;
      const sung = aimed[i + 1]!.target - target;
      expect(Math.sign(stretch - 1)).toBe(Math.sign(sung - spoken));
    });
  });
  it('carries source times, stress and words over', () => {
    const words = new Map([[1, 'hello']]);
    const aimed = aimSyllables(
      syllables,
      slots,
      { grid, clock, strength: 1, flow: straight, random: () => 0 },
      words,
    );
    aimed.forEach((planned, i) => {
      const { index, start, pCentre, end, stress } = syllables[i]!;
      expect(planned).toMatchObject({
        syllable: index,
        sourceStart: start,
        sourcePCentre: pCentre,
        sourceEnd: end,
        stress,
      });
    });
    expect(aimed.map(({ word }) => word)).toEqual([
      undefined,
      'hello',
      ...new Array<undefined>(6).fill(undefined),
    ]);
    expect('word' in aimed[0]!).toBe(false);
  });
  it('says why a syllable stands where it does', () => {
    const reasons = aim().map(({ reason }) => reason);
    expect(reasons[0]).toBe('line start on strong beat 1');
    expect(reasons.at(-1)).toBe('line end on strong beat 4');
  });
  it('throws the same dice for the same seed', () => {
    const flow = { ...straight, microTimingMs: 10 };
    const with7 = targets({ flow, random: createRandom(7) });
    expect(targets({ flow, random: createRandom(7) })).toEqual(with7);
    expect(targets({ flow, random: createRandom(8) })).not.toEqual(with7);
  });
  it('gives way by a little where that keeps a vowel within double and half', () => {
    const slot = onGrid[2]! - onGrid[1]!; // of an 8th
    const gapAfter = (spokenGap: number): number => {
      const [one, two] = syllables as [(typeof syllables)[0], (typeof syllables)[0]];
      const pair = [one, { ...two, start: one.pCentre + spokenGap - 0.01, pCentre: one.pCentre + spokenGap }];
      const aimed = aimSyllables(
        pair,
        [16, 18],
        { grid, clock, strength: 1, flow: straight, random: () => 0 },
        new Map(),
      );
      return aimed[1]!.target - aimed[0]!.target;
    };
    expect(gapAfter(slot)).toBeCloseTo(slot, 12);
    expect(gapAfter(0.49 * slot) / (0.49 * slot)).toBeCloseTo(1.98, 9);
    expect(gapAfter(2.05 * slot) / (2.05 * slot)).toBeCloseTo(1 / 1.98, 9);
    for (const hopeless of [0.2, 4]) expect(gapAfter(hopeless * slot)).toBeCloseTo(slot, 12);
  });
  it('aims a single syllable at its slot at any strength', () => {
    for (const strength of [0, 1]) {
      const one = aimSyllables(
        syllables.slice(0, 1),
        [16],
        { grid, clock, strength, flow: straight, random: () => 0 },
        new Map(),
      );
      expect(one[0]!.target).toBeCloseTo(slotSeconds(grid, clock, 16), 12);
    }
  });
  it('never aims before the song', () => {
    const flow = { ...straight, lagMs: -12 };
    const early = aimSyllables(
      syllables.slice(0, 1),
      [0],
      { grid, clock: steadyClock(90, 0), strength: 1, flow, random: () => 0 },
      new Map(),
    );
    expect(early[0]!.target).toBe(0);
  });
});
