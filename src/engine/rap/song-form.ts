import type { BeatClock } from '../band/beat-clock.js';
import { type LineFlow, planFlow } from './flow.js';
import type { SourceLine } from './lines.js';
import type { Section } from './plan.js';
import { type SlotGrid, slotSeconds } from './slots.js';
import type { Style } from './style.js';

/** A line with its place in the song. */
export interface PlacedLine {
  readonly line: SourceLine;
  /** Slots counted from the song's bar 0, one per syllable. */
  readonly slots: readonly number[];
  /** Index into the song's sections. */
  readonly section: number;
  /** Index in {@link SongForm.lines} of the first time this line is heard; null for that time itself. */
  readonly repeats: number | null;
}

/** The order of things in a song. */
export interface SongForm {
  readonly sections: readonly Section[];
  readonly lines: readonly PlacedLine[];
}

/** What a form is built from. */
export interface FormInput {
  readonly lines: readonly SourceLine[];
  readonly hook: SourceLine;
  readonly style: Style;
  readonly grid: SlotGrid;
  readonly clock: BeatClock;
}

/** A verse of fewer bars is filled by saying its lines again. */
const SHORTEST_VERSE_BARS = 8;
/** Speech of fewer syllables is a slogan: half of that is enough. */
const FEW_SYLLABLES = 12;

/**
 * Lays lines out as intro, verse, hook, verse, hook … outro. Every line is heard in order; a hook follows each
 * verse from the first one that holds it on; what is too short for a song is said again.
 */
export function buildForm(input: FormInput): SongForm {
  const song = createSong(input);
  const { form } = input.style;
  song.addEmpty('intro', form.introBars);
  const verses = splitVerses(input, song);
  verses.forEach((lines, i) => {
    song.addVerse(lines);
    const known = verses.slice(0, i + 1).some((verse) => verse.some((line) => endsIn(input.hook, line)));
    if (known) song.addHook(input.hook);
  });
  if (verses.length === 1) {
    song.addVerse(verses[0]!);
    song.addHook(input.hook);
  }
  song.addEmpty('outro', form.outroBars);
  return song.finish();
}

/** Whether a line brings the end of the hook, which may have begun in the line before. */
const endsIn = (hook: SourceLine, line: SourceLine): boolean =>
  line.syllables.some(({ index }) => index === hook.syllables.at(-1)!.index);

/** Lines per verse: about as many as fill `verseBars` at the pace of the grid. */
function splitVerses({ lines, style }: FormInput, song: Song): SourceLine[][] {
  const barsPerLine = lines.map((line) => song.measure(line));
  const total = barsPerLine.reduce((sum, bars) => sum + bars, 0);
  const count = Math.max(1, Math.round(total / style.form.verseBars));
  const verses: SourceLine[][] = Array.from({ length: count }, () => []);
  let passed = 0;
  lines.forEach((line, i) => {
    const middle = passed + barsPerLine[i]! / 2;
    verses[Math.min(count - 1, Math.floor((middle / total) * count))]!.push(line);
    passed += barsPerLine[i]!;
  });
  return verses.filter((verse) => verse.length > 0);
}

interface Song {
  addEmpty(kind: Section['kind'], bars: number): void;
  addVerse(lines: readonly SourceLine[]): void;
  addHook(hook: SourceLine): void;
  /** Bars a line takes on its own. */
  measure(line: SourceLine): number;
  finish(): SongForm;
}

function createSong({ style, grid, clock }: FormInput): Song {
  const sections: Section[] = [];
  const placed: PlacedLine[] = [];
  const firstHeard = new Map<number, number>(); // number of a line's first syllable → index in `placed`
  let bar = 0;
  let freeFrom = 0;

  const addSection = (kind: Section['kind'], bars: number): void => {
    sections.push({ kind, startBar: bar, bars });
    bar += bars;
  };
  const put = (line: SourceLine, slots: readonly number[]): void => {
    const key = line.syllables[0]!.index;
    const first = firstHeard.get(key);
    const whole = first !== undefined && placed[first]!.line.syllables.length >= line.syllables.length;
    placed.push({ line, slots, section: sections.length, repeats: whole ? first : heardWithin(line) });
    if (placed.at(-1)!.repeats === null) firstHeard.set(key, placed.length - 1);
    freeFrom = slots.at(-1)! + tailSlots(line, grid, clock, slots.at(-1)!);
  };
  /** A hook may be a part of a line, or of two: then it repeats the one it begins in. */
  const heardWithin = (line: SourceLine): number | null => {
    const at = placed.findIndex((p) => p.line.syllables.some((s) => s.index === line.syllables[0]!.index));
    return at < 0 ? null : at;
  };

  return {
    measure: (line) => barsOf(nextFlow(line, grid, clock, 0, 0), grid),
    addEmpty(kind, bars) {
      if (bars > 0) addSection(kind, bars);
    },
    addVerse(lines) {
      const syllables = lines.reduce((sum, line) => sum + line.syllables.length, 0);
      const fewest = syllables < FEW_SYLLABLES ? SHORTEST_VERSE_BARS / 2 : SHORTEST_VERSE_BARS;
      const start = bar;
      do {
        for (const line of lines) put(line, nextFlow(line, grid, clock, freeFrom, start).slots);
      } while (Math.ceil(freeFrom / grid.slotsPerBar) - start < fewest);
      addSection('verse', wholeBars(Math.ceil(freeFrom / grid.slotsPerBar) - start));
    },
    addHook(hook) {
      const flow = nextFlow(hook, grid, clock, freeFrom, bar);
      const last = flow.slots.at(-1)!;
      const needed = last + tailSlots(hook, grid, clock, last) - flow.slots[0]!;
      const every = Math.max(barsOf(flow, grid), roundBars(Math.ceil(needed / grid.slotsPerBar)));
      const times = Math.max(1, Math.round(style.form.hookBars / every));
      for (let i = 0; i < times; i++) {
        put(
          hook,
          flow.slots.map((slot) => slot + i * every * grid.slotsPerBar),
        );
      }
      addSection('hook', wholeBars(Math.max(times * every, Math.ceil(freeFrom / grid.slotsPerBar) - bar)));
    },
    finish: () => ({ sections, lines: placed }),
  };
}

/** Music turns over in pairs of bars. */
const wholeBars = (bars: number): number => 2 * Math.ceil(bars / 2);

const roundBars = (bars: number): number => (bars <= 1 ? 1 : wholeBars(bars));

function barsOf(flow: LineFlow, grid: SlotGrid): number {
  const first = Math.floor((flow.slots[0]! + grid.slotsPerBar / 4) / grid.slotsPerBar); // a pickup belongs to its bar
  const bars = Math.ceil((flow.slots.at(-1)! + 1) / grid.slotsPerBar) - first;
  return roundBars(bars);
}

const WAIT_COST_PER_BEAT = 0.25;

/** The better of starting in this bar (its second half) and in the next. */
function nextFlow(
  line: SourceLine,
  grid: SlotGrid,
  clock: BeatClock,
  freeFrom: number,
  startBar: number,
): LineFlow {
  const earliest = Math.max(startBar, Math.floor(freeFrom / grid.slotsPerBar));
  let best: LineFlow | undefined;
  for (let bar = earliest; bar <= earliest + 1; bar++) {
    const flow = planFlow(line.syllables, grid, clock, { freeFrom, bar });
    if (!flow) continue;
    const waited = (flow.slots[0]! - freeFrom) / (grid.slotsPerBar / 4);
    const cost = flow.cost + WAIT_COST_PER_BEAT * Math.max(0, waited - 1);
    if (!best || cost < best.cost - 1e-9) best = { slots: flow.slots, cost };
  }
  if (!best) throw new Error(`no start is free for a line from slot ${freeFrom} on`);
  return best;
}

/** Slots that the last syllable and a breath need before the next line. */
function tailSlots({ syllables }: SourceLine, grid: SlotGrid, clock: BeatClock, lastSlot: number): number {
  const last = syllables.at(-1)!;
  const slot = slotSeconds(grid, clock, lastSlot + 1) - slotSeconds(grid, clock, lastSlot);
  return Math.max(grid.slotsPerBar / 8, Math.ceil((last.end - last.pCentre + 0.08) / slot));
}
