import { describe, expect, it } from 'vitest';
import { evenly, linesOf, phraseAt, plannedLine } from '../../../test/spoken-phrases.js';
import { createRandom } from '../../dsp/random.js';
import { steadyClock } from '../band/beat-clock.js';
import type { PlannedLine } from './plan.js';
import { secondVoices } from './second-voices.js';
import { slotGrid } from './slots.js';
import type { Style } from './style.js';
import { STYLES } from './styles/index.js';

const clock = steadyClock(90, 0);
const SIXTEENTH = 60 / 90 / 4;
const plain = {
  ...STYLES.acapella.adlibs,
  echoAfterLine: 0,
  stutter: 0,
  doubleLineEnds: 0,
  doubleHook: false,
  pitchSemitones: -5,
};

/** Four lines of six syllables a bar apart, each ending on beat 3; the last is a hook. */
const lead: PlannedLine[] = linesOf([0, 1, 2, 3].map((i) => phraseAt(evenly(6, 0.25, 1 + 3 * i)))).map(
  (line, id) => ({
    ...plannedLine(
      line,
      line.syllables.map((_, i) => 32 * (id + 1) + 2 * i),
      slotGrid('sixteenth', 0.5),
      clock,
    ),
    id,
    section: id === 3 ? 1 : 0,
  }),
);

function voices(adlibs: Partial<Style['adlibs']>, seed = 1): PlannedLine[] {
  const style = { ...STYLES.acapella, adlibs: { ...plain, ...adlibs } };
  return secondVoices(lead, (section) => section === 1, style, clock, createRandom(seed));
}

const end = ({ syllables }: PlannedLine): number => {
  const last = syllables.at(-1)!;
  return last.target + last.sourceEnd - last.sourcePCentre;
};

const begin = ({ syllables }: PlannedLine): number => {
  const first = syllables[0]!;
  return first.target - (first.sourcePCentre - first.sourceStart);
};

describe('secondVoices()', () => {
  it('adds nothing where a style asks for nothing', () => expect(voices({})).toEqual([]));
  it('counts ids on from the lead', () => {
    const ids = voices({ doubleHook: true, echoAfterLine: 1 }).map(({ id }) => id);
    expect(ids).toEqual(ids.map((_, i) => 4 + i));
  });
  it('doubles the hook left and right, a little late and softer', () => {
    const doubles = voices({ doubleHook: true });
    expect(doubles.map(({ pan }) => Math.sign(pan))).toEqual([-1, 1]);
    for (const { role, repeats, gainDb, syllables } of doubles) {
      expect([role, repeats]).toEqual(['double', 3]);
      expect(gainDb).toBeLessThan(0);
      syllables.forEach(({ target }, i) => {
        const late = target - lead[3]!.syllables[i]!.target;
        expect(late).toBeGreaterThan(0.005);
        expect(late).toBeLessThan(0.03);
      });
    }
  });
  it('doubles the last words of a line', () => {
    const doubles = voices({ doubleLineEnds: 1 });
    expect(doubles).toHaveLength(8);
    for (const { syllables, repeats } of doubles) {
      expect(syllables.map(({ syllable }) => syllable)).toEqual(
        lead[repeats!]!.syllables.slice(-2).map(({ syllable }) => syllable),
      );
    }
  });
  it('answers a line in the rest after it, on the same kind of place', () => {
    const echoes = voices({ echoAfterLine: 1 });
    expect(echoes).toHaveLength(4);
    echoes.forEach((echo, i) => {
      expect(echo).toMatchObject({ role: 'adlib', repeats: i, pitchSemitones: -5 });
      expect(begin(echo)).toBeGreaterThanOrEqual(end(lead[i]!) - 1e-9);
      if (lead[i + 1]) expect(end(echo)).toBeLessThanOrEqual(begin(lead[i + 1]!) + 1e-9);
      const delay = echo.syllables[0]!.target - lead[i]!.syllables[3]!.target;
      expect((delay / (2 * SIXTEENTH)) % 1).toBeCloseTo(0, 9);
    });
  });
  it('leaves an answer out where there is no room', () => {
    const close = lead.map((line, i) => ({
      ...line,
      syllables: line.syllables.map((s) => ({ ...s, target: s.target - 16 * SIXTEENTH * i })),
    }));
    const style = { ...STYLES.acapella, adlibs: { ...plain, echoAfterLine: 1 } };
    const echoes = secondVoices(close, () => false, style, clock, createRandom(1));
    expect(echoes.map(({ repeats }) => repeats)).toEqual([3]); // after the last line there is all the room
  });
  it('stutters before a line, where nobody else is speaking', () => {
    const stutters = voices({ stutter: 1 });
    expect(stutters.map(({ repeats }) => repeats)).toEqual([0, 1, 2, 3]);
    stutters.forEach((stutter, i) => {
      expect(stutter.syllables.every(({ syllable }) => syllable === lead[i]!.syllables[0]!.syllable)).toBe(
        true,
      );
      expect(end(stutter)).toBeLessThanOrEqual(begin(lead[i]!) + SIXTEENTH);
      if (i > 0) expect(begin(stutter)).toBeGreaterThanOrEqual(end(lead[i - 1]!));
    });
  });
  it('throws the same dice for the same seed, and lets one choice move no other', () => {
    const chances = { doubleLineEnds: 0.5, echoAfterLine: 0.5, stutter: 0.5 };
    expect(voices(chances, 3)).toEqual(voices(chances, 3));
    const echoes = (adlibs: Partial<Style['adlibs']>): (number | null)[] =>
      voices(adlibs, 3)
        .filter(({ pitchSemitones }) => pitchSemitones === -5)
        .map(({ repeats }) => repeats);
    expect(echoes({ echoAfterLine: 0.5 })).toEqual(echoes(chances));
  });
  it('has nothing to add to no lines', () => {
    expect(secondVoices([], () => false, STYLES.trap, clock, createRandom(1))).toEqual([]);
  });
});
