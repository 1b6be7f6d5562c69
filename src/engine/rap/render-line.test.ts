import { beforeAll, describe, expect, it } from 'vitest';
import { linesOf, plannedLine } from '../../../test/spoken-phrases.js';
import { speakSyllables, syllableTrain } from '../../../test/synthetic-voice.js';
import { analyseSpeech, hearPCentres, type Phrase } from '../../dsp/analyse-speech.js';
import { trackF0 } from '../../dsp/f0.js';
import { steadyClock } from '../band/beat-clock.js';
import type { PlannedLine } from './plan.js';
import { type LineJob, lineRange, lineStart, renderLine } from './render-line.js';
import { slotGrid } from './slots.js';

const RATE = 16_000;
const grid = slotGrid('sixteenth', 0.5);
const clock = steadyClock(90, 0);
const SLOTS = [16, 18, 20, 21, 22, 24, 28];

const spoken = syllableTrain(7, 0.24, 0.5, 8).map((syllable) => ({ ...syllable, f0Hz: 120 }));
const voice = speakSyllables(spoken, 2.8, RATE);

let line: PlannedLine;
beforeAll(() => {
  const phrases: readonly Phrase[] = analyseSpeech(voice, RATE).phrases;
  line = plannedLine(linesOf(phrases)[0]!, SLOTS, grid, clock);
});

/** Sings the line from its part of the voice, as the voice track does. */
function sing(wish: Partial<PlannedLine> = {}, tune: LineJob['tune'] = null, accent = 0): Float32Array {
  const asked = { ...line, ...wish };
  const { from, to } = lineRange(asked);
  const sliceStart = Math.floor(from * RATE);
  const slice = voice.slice(sliceStart, Math.ceil(to * RATE));
  return renderLine({ slice, sliceStart, sampleRate: RATE, line: asked, tune, accent });
}

/** Distance of every target to the nearest P-centre heard, ms. */
function distances(samples: Float32Array): number[] {
  const padded = new Float32Array(samples.length + RATE);
  padded.set(samples, RATE / 2);
  const heard = [...hearPCentres(padded, RATE)].map((at) => at - 0.5 + lineStart(line));
  return line.syllables.map(({ target }) => 1000 * Math.min(...heard.map((at) => Math.abs(at - target))));
}

/** Median pitch where there is one, Hz. */
function pitch(samples: Float32Array): number {
  const { hz } = trackF0(samples, RATE);
  const voiced = hz.filter((value) => value > 0).sort();
  return voiced[voiced.length >> 1]!;
}

/** Whether every sample is the same; quicker than a comparison that could show the difference. */
const isSame = (a: Float32Array, b: Float32Array): boolean =>
  a.length === b.length && a.every((x, n) => x === b[n]);

describe('lineRange()', () => {
  it('holds all that a line is made from, and room around it', () => {
    const { from, to } = lineRange(line);
    expect(from).toBeLessThan(line.syllables[0]!.sourceStart);
    expect(from).toBeGreaterThanOrEqual(0);
    expect(to).toBeGreaterThan(line.syllables.at(-1)!.sourceEnd);
  });
});

describe('renderLine()', () => {
  it('is heard on its targets', () => {
    for (const ms of distances(sing())) expect(ms).toBeLessThan(15);
  });
  it('begins where its first consonants belong and fades at both ends', () => {
    const [samples, start] = [sing(), lineStart(line)];
    const first = line.syllables[0]!;
    const begin = first.target - (first.sourcePCentre - first.sourceStart);
    expect(start).toBeLessThan(begin);
    expect(start).toBeGreaterThan(begin - 0.05);
    expect(Math.abs(samples[0]!)).toBeLessThan(1e-3);
    expect(Math.abs(samples.at(-1)!)).toBeLessThan(1e-3);
  });
  it('keeps the pitch of the voice', () => expect(Math.abs(pitch(sing()) / 118 - 1)).toBeLessThan(0.03));
  for (const semitones of [-5, -3, 4]) {
    it(`turns its pitch by ${semitones} semitones and stays on its targets`, () => {
      const turned = sing({ pitchSemitones: semitones });
      expect(pitch(turned) / pitch(sing())).toBeCloseTo(2 ** (semitones / 12), 1);
      expect(turned).toHaveLength(sing().length);
      // five semitones down, two of a hundred syllables are no longer heard as such (3 of 168 over eight pitches)
      const missed = distances(turned).filter((ms) => ms > 20);
      expect(missed.length).toBeLessThanOrEqual(semitones < -4 ? 1 : 0);
    });
  }
  it('pulls every syllable to the key where asked', () => {
    // 120 Hz lies between B (123.5) and B flat; A minor holds B, A, C
    const cents = 1200 * Math.log2(pitch(sing({}, { tonic: 9, mode: 'minor' })) / 123.47);
    expect(Math.abs(cents)).toBeLessThan(40);
    expect(Math.abs(1200 * Math.log2(pitch(sing()) / 123.47))).toBeGreaterThan(50);
  });
  it('holds only numbers, no louder than the voice could be', () => {
    for (const rendered of [sing(), sing({ pitchSemitones: 7 }), sing({}, null, 1)]) {
      expect(rendered.every((x) => Math.abs(x) < 1)).toBe(true);
    }
  });
  it('gives the same sound for the same job', () => {
    expect(isSame(sing(), sing())).toBe(true);
  });
  it('sounds the same at any place of the song', () => {
    const syllables = line.syllables.map((syllable) => ({ ...syllable, target: syllable.target + 3.3 }));
    const [here, there] = [sing(), sing({ syllables })];
    expect(there).toHaveLength(here.length);
    expect(there.every((x, n) => Math.abs(x - here[n]!) < 1e-5)).toBe(true);
  });
  it('sings the end of a recording, where the slice is shorter than the line asks for', () => {
    const last = line.syllables.at(-1)!;
    const cut = voice.slice(0, Math.round((last.sourceEnd - 0.02) * RATE));
    const samples = renderLine({
      slice: cut,
      sliceStart: 0,
      sampleRate: RATE,
      line,
      tune: null,
      accent: 0,
    });
    expect(samples.length).toBeGreaterThan(RATE);
    expect(samples.every(Number.isFinite)).toBe(true);
  });
  it('sings one syllable', () => {
    const samples = sing({ syllables: line.syllables.slice(2, 3) });
    expect(samples.length / RATE).toBeGreaterThan(0.1);
    expect(samples.length / RATE).toBeLessThan(0.6);
  });
});
