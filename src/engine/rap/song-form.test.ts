import { describe, expect, it } from 'vitest';
import { evenly, linesOf, phraseAt, phrasesOf } from '../../../test/spoken-phrases.js';
import { steadyClock } from '../band/beat-clock.js';
import type { SourceLine } from './lines.js';
import { slotGrid } from './slots.js';
import { buildForm, type SongForm } from './song-form.js';
import { STYLES } from './styles/index.js';

const grid = slotGrid('sixteenth', 0.5);
const clock = steadyClock(92, 0);

function formOf(lines: readonly SourceLine[], hook: SourceLine = lines[0]!): SongForm {
  return buildForm({ lines, hook, style: STYLES['boom-bap'], grid, clock });
}

/** Lines of 6 to 12 syllables. */
const speech = (count: number): SourceLine[] =>
  linesOf(phrasesOf(Array.from({ length: count }, (_, i) => 6 + ((i * 5) % 7))));

const indices = ({ syllables }: SourceLine): number[] => syllables.map(({ index }) => index);

/** Syllables in the order in which they are heard for the first time. */
const firstHeard = ({ lines }: SongForm): number[] =>
  lines.flatMap(({ line, repeats }) => (repeats === null ? indices(line) : []));

const kinds = ({ sections }: SongForm): string => sections.map(({ kind }) => kind[0]).join('');

describe('buildForm()', () => {
  for (const [what, lines] of [
    ['one word', linesOf(phrasesOf([1]))],
    ['one line', speech(1)],
    ['a few lines', speech(7)],
    ['two hundred lines', linesOf(phrasesOf(Array.from({ length: 200 }, (_, i) => 2 + (i % 4))))],
  ] as const) {
    describe(`of ${what}`, () => {
      const form = formOf(lines);
      it('loses nothing: first occurrences are the whole speech in order', () => {
        expect(firstHeard(form)).toEqual(lines.flatMap(indices));
      });
      it('marks every line heard before with the line it repeats', () => {
        for (const { line, repeats } of form.lines) {
          if (repeats === null) continue;
          const original = form.lines[repeats]!;
          expect(original.repeats).toBeNull();
          expect(indices(original.line)).toEqual(expect.arrayContaining(indices(line)));
        }
      });
      it('lets sections follow each other without gaps, intro first and outro last', () => {
        let bar = 0;
        for (const { startBar, bars } of form.sections) {
          expect(startBar).toBe(bar);
          expect(bars).toBeGreaterThanOrEqual(1);
          bar += bars;
        }
        expect(kinds(form)).toMatch(/^i(v+h)+v*o$/);
      });
      it('keeps every line within its section, but for pickups', () => {
        for (const { slots, section } of form.lines) {
          const { startBar, bars } = form.sections[section]!;
          expect(slots[0]).toBeGreaterThanOrEqual(16 * startBar - 4);
          expect(slots.at(-1)).toBeLessThan(16 * (startBar + bars));
        }
      });
      it('fills at least 8 bars of verse, and a slogan 4', () => {
        const syllables = lines.flatMap(indices).length;
        for (const { kind, bars } of form.sections) {
          if (kind === 'verse') expect(bars).toBeGreaterThanOrEqual(syllables < 12 ? 4 : 8);
        }
      });
    });
  }
  const long = speech(44);
  const song = formOf(long, long[40]!);
  it('sings no line before the one in front of it is over, in hooks too', () => {
    const eighths = linesOf([phraseAt(evenly(9, 60 / 92 / 2))]); // from one beat 4 to the next
    for (const lines of [eighths, ...[[7], [4, 9, 12]].map((counts) => linesOf(phrasesOf(counts)))]) {
      for (const hook of lines) {
        const form = formOf(lines, hook);
        form.lines.slice(1).forEach(({ line, slots }, i) => {
          const before = form.lines[i]!;
          const last = before.line.syllables.at(-1)!;
          const end = clock(grid.beatOf(before.slots.at(-1)!)) + last.end - last.pCentre;
          const first = line.syllables[0]!;
          expect(clock(grid.beatOf(slots[0]!)) - (first.pCentre - first.start)).toBeGreaterThan(end - 0.06);
        });
      }
    }
  });
  it('says a short speech twice, each time with a hook', () => {
    const form = formOf(speech(2));
    expect(kinds(form)).toBe('ivhvho');
  });
  it('cuts long speech into verses of about the length the style wants', () => {
    const bars = song.sections.filter(({ kind }) => kind === 'verse').map((section) => section.bars);
    expect(bars.length).toBeGreaterThan(2);
    for (const count of bars)
      expect(Math.abs(count - STYLES['boom-bap'].form.verseBars)).toBeLessThanOrEqual(8);
  });
  it('holds the hook back until the verse that holds it was heard', () => {
    const firstHook = song.sections.findIndex(({ kind }) => kind === 'hook');
    const original = song.lines.find(({ line }) => line === long[40])!;
    expect(original.section).toBe(firstHook - 1);
  });
  it('sings the same hook in every hook section, bar by bar alike', () => {
    const lines = speech(20);
    const form = formOf(lines, lines[1]!);
    const hooks = form.lines.filter(({ section }) => form.sections[section]!.kind === 'hook');
    expect(hooks.length).toBeGreaterThan(2);
    for (const { line, repeats } of hooks) {
      expect(indices(line)).toEqual(indices(lines[1]!));
      expect(repeats).toBe(1);
    }
  });
  it('marks a hook that is a part of a line', () => {
    const lines = speech(6);
    const part = { syllables: lines[2]!.syllables.slice(1, 4), pauseAfter: true };
    const form = formOf(lines, part);
    const hooks = form.lines.filter(({ section }) => form.sections[section]!.kind === 'hook');
    for (const { repeats } of hooks) expect(repeats).toBe(2);
    expect(firstHeard(form)).toEqual(lines.flatMap(indices));
  });
  it('marks a hook that reaches over two lines, and sings it once both were heard', () => {
    const lines = speech(6);
    const over = {
      syllables: [...lines[2]!.syllables.slice(-2), ...lines[3]!.syllables.slice(0, 2)],
      pauseAfter: true,
    };
    const form = formOf(lines, over);
    const hooks = form.lines.filter(({ section }) => form.sections[section]!.kind === 'hook');
    expect(hooks.length).toBeGreaterThan(0);
    for (const { repeats } of hooks) expect(repeats).toBe(2);
    expect(firstHeard(form)).toEqual(lines.flatMap(indices));
  });
  it('leaves intro and outro out where the style has none', () => {
    const lines = speech(3);
    const form = buildForm({ lines, hook: lines[0]!, style: STYLES.acapella, grid, clock });
    expect(form.sections.map(({ kind }) => kind)).not.toContain('intro');
    expect(form.sections[0]!.startBar).toBe(0);
  });
  it('works on every grid', () => {
    for (const name of ['eighth', 'triplet'] as const) {
      const lines = speech(12);
      const form = buildForm({
        lines,
        hook: lines[0]!,
        style: STYLES['triplet-hook'],
        grid: slotGrid(name, 0.5),
        clock,
      });
      expect(firstHeard(form)).toEqual(lines.flatMap(indices));
    }
  });
});
