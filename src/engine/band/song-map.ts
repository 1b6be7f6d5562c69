import type { Section } from '../rap/plan.js';
import type { BandStyle, SectionBand } from './band-style.js';
import { BEATS_PER_BAR } from './beat-clock.js';

/** One bar of a song as the band sees it. */
export interface BandBar {
  /** Bar of the song, from 0. */
  readonly bar: number;
  readonly section: Section;
  readonly play: SectionBand;
  /** Bar within its section, from 0. */
  readonly local: number;
  /** Four-bar group within the song's sections of this kind, from 0: turns grooves and lines over. */
  readonly phrase: number;
  /** Whether it is the last of its section. */
  readonly last: boolean;
  /** Names that are silent in this bar. */
  readonly without: ReadonlySet<string>;
}

/** Moments in which the drums stop: beats from bar 0, the end not included. */
export interface Drop {
  readonly startBeat: number;
  readonly endBeat: number;
}

/** Bars between two turns of groove and line. */
const PHRASE_BARS = 4;

/** What is left out at a bar of a section. */
function silentAt(play: SectionBand, local: number, bars: number): Set<string> {
  const share = local / bars;
  const layer = play.layers.findLast(({ from }) => from <= share + 1e-9);
  return new Set(layer?.without);
}

/** Lays out the bars of all sections, in order of time. */
export function mapSong(band: BandStyle, sections: readonly Section[]): BandBar[] {
  const phrasesBefore = { intro: 0, verse: 0, hook: 0, outro: 0 };
  return sections.flatMap((section) => {
    const play = band.sections[section.kind];
    const before = phrasesBefore[section.kind];
    phrasesBefore[section.kind] += Math.ceil(section.bars / PHRASE_BARS);
    return Array.from({ length: section.bars }, (_, local) => ({
      bar: section.startBar + local,
      section,
      play,
      local,
      phrase: before + Math.floor(local / PHRASE_BARS),
      last: local === section.bars - 1,
      without: silentAt(play, local, section.bars),
    }));
  });
}

/** Whether a name, or the stem it belongs to, is in a set of names. */
export const isNamed = (names: ReadonlySet<string>, name: string, stem: string): boolean =>
  names.has(name) || names.has(stem);

/** Whether a moment lies in one of the drops. */
export function isDropped(drops: readonly Drop[], bar: number, beatInBar: number): boolean {
  const beat = bar * BEATS_PER_BAR + beatInBar;
  return drops.some(({ startBeat, endBeat }) => beat >= startBeat - 1e-6 && beat < endBeat - 1e-6);
}
