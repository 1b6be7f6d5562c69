import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { phrasesOf, speechOf } from '../../../test/spoken-phrases.js';
import type { Phrase } from '../../dsp/analyse-speech.js';
import { RapgoError } from '../errors.js';
import { checkPlan } from './check-plan.js';
import { makePlan, type PlanRequest, planClock, songEnd } from './make-plan.js';
import { type Plan, PlanSchema } from './plan.js';
import { STYLES } from './styles/index.js';
import { alignWords, readTranscript } from './transcript.js';

const phrases = phrasesOf([7, 9, 5, 8, 12, 6], 3);
const TOTAL = 47;

const requestOf = (spoken: readonly Phrase[], wish: Partial<PlanRequest> = {}): PlanRequest => ({
  rapgoVersion: '9.9.9',
  source: { name: 'talk.wav', sha256: 'abc', durationSeconds: spoken.at(-1)!.end + 1 },
  speech: speechOf(spoken),
  voiceGains: spoken.map(({ start, end }) => ({ start, end, gainDb: 3 })),
  style: STYLES['boom-bap'],
  seed: 5,
  tempoBpm: null,
  grid: null,
  swing: null,
  strength: 0.9,
  key: null,
  tune: null,
  hook: null,
  words: new Map(),
  beat: null,
  targetLufs: -14,
  ceilingDbtp: -1,
  ...wish,
});

const planOf = (wish: Partial<PlanRequest> = {}): Plan => makePlan(requestOf(phrases, wish));

const plan = planOf({ tempoBpm: 90 });

const leadOf = ({ lines }: Plan): Plan['lines'] => lines.filter(({ role }) => role === 'lead');

describe('makePlan()', () => {
  it('makes the same plan for the same request', () => expect(planOf({ tempoBpm: 90 })).toEqual(plan));
  it('makes a plan that can be stored and sung', () => {
    const stored: unknown = JSON.parse(JSON.stringify(plan));
    expect(v.parse(PlanSchema, stored)).toEqual(plan);
    expect(() => checkPlan(plan, plan.source.durationSeconds)).not.toThrow();
  });
  it('sings every syllable of the speech, first in order, then in repeats', () => {
    const first = leadOf(plan).filter(({ repeats }) => repeats === null);
    expect(first.flatMap(({ syllables }) => syllables.map(({ syllable }) => syllable))).toEqual(
      Array.from({ length: TOTAL }, (_, i) => i),
    );
  });
  it('numbers its lines, and repeats point at a line with the same syllables', () => {
    expect(plan.lines.map(({ id }) => id)).toEqual(plan.lines.map((_, i) => i));
    for (const { repeats, syllables } of plan.lines) {
      if (repeats === null) continue;
      const original = plan.lines[repeats]!.syllables.map(({ syllable }) => syllable);
      expect(original).toEqual(expect.arrayContaining(syllables.map(({ syllable }) => syllable)));
    }
  });
  it('moves only the dice with the seed, never the words', () => {
    const other = planOf({ tempoBpm: 90, seed: 6 });
    expect(leadOf(other).map(({ syllables }) => syllables.map(({ bar, slot }) => [bar, slot]))).toEqual(
      leadOf(plan).map(({ syllables }) => syllables.map(({ bar, slot }) => [bar, slot])),
    );
    expect(other.lines).not.toEqual(plan.lines);
  });
  it('says a hook the same way each time', () => {
    const hooks = leadOf(plan).filter(({ section }) => plan.sections[section]!.kind === 'hook');
    const timing = hooks.map(({ syllables }) =>
      syllables.map(({ target }) => (target - syllables[0]!.target).toFixed(6)).join(),
    );
    expect(hooks.length).toBeGreaterThan(1);
    expect(new Set(timing).size).toBe(1);
  });
  it('keeps the timing of speech at strength 0, apart from lag and micro-timing', () => {
    const { flow } = STYLES['boom-bap'];
    const slack = (2 * flow.microTimingMs) / 1000 + 1e-9;
    for (const { syllables } of leadOf(planOf({ tempoBpm: 90, strength: 0 }))) {
      const [first, last] = [syllables[0]!, syllables.at(-1)!];
      const pace = (last.target - first.target) / (last.sourcePCentre - first.sourcePCentre);
      for (const { target, sourcePCentre } of syllables) {
        const wanted = first.target + pace * (sourcePCentre - first.sourcePCentre);
        expect(Math.abs(target - wanted)).toBeLessThanOrEqual(slack);
      }
    }
  });
  it('does what it is asked: tempo, grid, swing, key, tune', () => {
    const key = { tonic: 3, mode: 'major' } as const;
    const asked = planOf({ tempoBpm: 101, grid: 'triplet', swing: 0.5, key, tune: 'auto' });
    expect(asked).toMatchObject({ tempoBpm: 101, grid: 'triplet', key, tune: key });
    expect(asked.style.flow).toMatchObject({ grid: 'triplet', swing: 0.5 });
    for (const { syllables } of asked.lines) for (const { slot } of syllables) expect(slot).toBeLessThan(12);
  });
  it('decides tempo, grid and key itself where nobody says', () => {
    const { tempoBpm, grid, key, tune, style } = planOf();
    expect(tempoBpm).toBeGreaterThanOrEqual(style.tempoBpm.min);
    expect(tempoBpm).toBeLessThanOrEqual(style.tempoBpm.max);
    expect(grid).toBe(style.flow.grid);
    expect([9, 2]).toContain(key.tonic); // the voice speaks on A: that, or D, whose fifth it is
    expect(tune).toBeNull();
  });
  it('uses the words of a transcript as the hook, wherever they stand', () => {
    const text = Array.from({ length: TOTAL }, (_, i) => `wo${i}d`).join(' ');
    const words = alignWords(readTranscript(text), phrases);
    const hooked = planOf({ tempoBpm: 90, words, hook: 'wo8d wo9d wo10d' });
    const hooks = leadOf(hooked).filter(({ section }) => hooked.sections[section]!.kind === 'hook');
    expect(hooks.length).toBeGreaterThan(0);
    for (const { text: sung, syllables } of hooks) {
      expect(sung).toBe('wo8d wo9d wo10d');
      expect(syllables.map(({ syllable }) => syllable)).toEqual([8, 9, 10]);
    }
  });
  it('refuses a hook that nobody said', () => {
    const words = alignWords(readTranscript('one two three'), phrasesOf([3]));
    expect(() => planOf({ tempoBpm: 90, words, hook: 'four' })).toThrow(RapgoError);
  });
  it('follows the beats of a recording, to a little after the end of the song', () => {
    const beatTimes = Array.from({ length: 2000 }, (_, i) => 0.3 + 0.64 * i + 0.01 * Math.sin(i));
    const file = { name: 'beat.wav', sha256: '', loopFrom: 0, loopTo: 60 };
    const following = planOf({ strength: 1, beat: { file, tempoBpm: 93.75, key: null, beatTimes } });
    expect(following.gridStart).toBe(beatTimes[0]);
    const clock = planClock(following);
    const { lagMs, microTimingMs } = following.style.flow;
    for (const { syllables } of leadOf(following)) {
      for (const { target, bar, slot } of syllables) {
        if (slot % 4 !== 0) continue;
        const off = 1000 * (target - clock(4 * bar + slot / 4)) - lagMs;
        expect(Math.abs(off)).toBeLessThanOrEqual(microTimingMs + 1e-6);
      }
    }
    const last = following.beatTimes!.at(-1)!;
    expect(last).toBeGreaterThanOrEqual(songEnd(following));
    expect(last).toBeLessThan(songEnd(following) + 10);
  });
  it('lists sound that no syllable covers', () => {
    const speech = speechOf(phrases);
    speech.levelDb.fill(-20, speech.levelDb.length - 30);
    expect(planOf({ tempoBpm: 90, speech }).leftOut).toHaveLength(1);
    expect(plan.leftOut).toEqual([]);
  });
  for (const [what, counts] of [
    ['one syllable', [1]],
    ['one phrase without a pause', [60]],
  ] as const) {
    it(`makes a song of ${what}`, () => {
      const short = makePlan(requestOf(phrasesOf(counts), { tempoBpm: 88 }));
      expect(() => checkPlan(short, short.source.durationSeconds)).not.toThrow();
      expect(v.is(PlanSchema, short)).toBe(true);
      expect(songEnd(short)).toBeGreaterThan(10);
    });
  }
});

describe('songEnd()', () => {
  it('is the end of the last section', () => {
    const { sections } = plan;
    const bars = sections.reduce((sum, section) => sum + section.bars, 0);
    expect(songEnd(plan)).toBeCloseTo((bars * 4 * 60) / 90, 9);
  });
});
