import { describe, expect, it } from 'vitest';
import { evenly, linesOf, phraseAt, plannedLine } from '../../../test/spoken-phrases.js';
import { labelFile, lyricsFile } from './labels.js';
import type { Plan, PlannedLine } from './plan.js';
import { STYLES } from './styles/index.js';

const [first, second] = linesOf([phraseAt(evenly(3, 0.2)), phraseAt(evenly(2, 0.2, 2))]);

const withWords = (line: PlannedLine, text: string): PlannedLine => ({
  ...line,
  text,
  syllables: line.syllables.map((s, i) => ({ ...s, word: text.split(' ')[i] ?? '-' })),
});

/** Two bars at 120 BPM; the second line comes first in the list, and a double sings along. */
const plan: Plan = {
  planVersion: 1,
  rapgoVersion: '9.9.9',
  source: { name: 'talk.wav', sha256: '', durationSeconds: 3 },
  voiceGains: [],
  style: STYLES.acapella,
  seed: 1,
  key: { tonic: 9, mode: 'minor' },
  tempoBpm: 120,
  gridStart: 0,
  grid: 'sixteenth',
  strength: 1,
  tune: null,
  beat: null,
  sections: [
    { kind: 'verse', startBar: 0, bars: 1 },
    { kind: 'hook', startBar: 1, bars: 1 },
  ],
  lines: [
    { ...plannedLine(second!, [18, 20]), id: 1, section: 1 },
    withWords(plannedLine(first!, [4, 6, 8]), 'say so'),
    { ...withWords(plannedLine(first!, [5, 7, 9]), 'not me'), id: 2, role: 'double' },
  ],
  leftOut: [],
  targetLufs: -14,
  ceilingDbtp: -1,
};

const rows = labelFile(plan)
  .trimEnd()
  .split('\n')
  .map((row) => row.split('\t'));

describe('labelFile()', () => {
  it('has a start, an end and a text in every row, in order of time', () => {
    for (const row of rows) expect(row).toHaveLength(3);
    const starts = rows.map(([start]) => Number(start));
    expect([...starts].sort((a, b) => a - b)).toEqual(starts);
    for (const [start, end] of rows) expect(Number(end)).toBeGreaterThanOrEqual(Number(start));
  });
  it('names sections and beats', () => {
    expect(rows).toContainEqual(['0.000000', '2.000000', 'verse']);
    expect(rows).toContainEqual(['2.000000', '4.000000', 'hook']);
    expect(rows).toContainEqual(['0.000000', '0.000000', '1.1']);
    expect(rows).toContainEqual(['3.500000', '3.500000', '2.4']);
  });
  it('puts the words of the lead on their targets, or the number of the syllable', () => {
    const targets = plan.lines[1]!.syllables.map(({ target }) => target.toFixed(6));
    expect(rows).toContainEqual([targets[0], targets[0], 'say']);
    expect(rows.map(([, , text]) => text)).toEqual(expect.arrayContaining(['syllable 4', 'syllable 5']));
    expect(rows.map(([, , text]) => text)).not.toContain('not');
  });
});

describe('lyricsFile()', () => {
  it('gives every lead line with known words the time of its first syllable', () => {
    // slot 4 at the 90 BPM of the planned line is one beat: 0.67 s
    expect(lyricsFile(plan)).toBe('[ti:talk.wav]\n[by:rapgo 9.9.9]\n[00:00.67]say so\n');
  });
  it('orders lines by time and never writes sixty seconds', () => {
    const late = (target: number, text: string): PlannedLine => {
      const line = withWords(plannedLine(second!, [0, 1]), text);
      return { ...line, syllables: line.syllables.map((s, i) => ({ ...s, target: target + i })) };
    };
    const lines = [late(125.5, 'two'), late(59.999, 'one')];
    expect(
      lyricsFile({ ...plan, lines })
        .split('\n')
        .slice(2, 4),
    ).toEqual(['[01:00.00]one', '[02:05.50]two']);
  });
});
