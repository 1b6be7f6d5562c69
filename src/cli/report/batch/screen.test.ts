import { createElement } from 'react';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { toyTerminal } from '../../../../test/toy-terminal.js';
import type { Standing } from './standing.js';

const plain = { green: (text: string) => text, dim: (text: string) => text };

const standingOf = (names: readonly string[], fraction = 0.5): Standing => ({
  files: names.map((name, index) => ({ key: String(index), name, stage: 'convert', fraction })),
  words: ['3 of 12 files', '13× real time', '7 s left'],
  share: fraction,
});

// ink looks at CI when it is loaded, and draws only its last picture there.
beforeAll(() => void vi.stubEnv('CI', undefined).stubEnv('CONTINUOUS_INTEGRATION', undefined));
afterAll(() => void vi.unstubAllEnvs());

/** Columns by code points: wide East Asian letters and pictures take two, marks that combine take none. */
function columnsOf(text: string): number {
  const WIDE = /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uff00-\uff60]|\p{Emoji_Presentation}/u;
  return [...text].reduce((sum, each) => sum + (/\p{Mn}/u.test(each) ? 0 : WIDE.test(each) ? 2 : 1), 0);
}

async function draw(standing: Standing, columns: number, rows = 24): Promise<string[]> {
  const { renderToString } = await import('ink');
  const { Moving, widthFor } = await import('./moving.js');
  const element = createElement(Moving, { standing, width: widthFor(columns), rows, colours: plain });
  return renderToString(element, { columns }).split('\n');
}

describe('Moving', () => {
  const long = 'an interview with the minister of transport about trains that never came, part 1 of 3';
  const names = [
    'a.mp4',
    `${long}.mp4`,
    '講義 第三回 音声のしくみと拍と長い名前のファイル.mp4',
    '🎤🎤 live.mp4',
    'ba\u0323r.mp4',
  ];
  it.each([30, 60, 80, 200])('draws lines of one width, a column short of %i at most', async (columns) => {
    const lines = await draw(standingOf(names), columns);
    expect(lines).toHaveLength(6);
    expect(lines.map(columnsOf)).toEqual(lines.map(() => Math.min(120, columns - 1)));
  });
  it('cuts long names in the middle: what tells files apart stands at both ends', async () => {
    const [line] = await draw(standingOf([`${long}.mp4`]), 60);
    expect(line).toMatch(/^an interview \S*.*….*1 of 3\.mp4 +━━━━━━━─────── {3}50 %$/);
  });
  it('names a stage that is not the usual one', async () => {
    const standing = standingOf(['a.mp4']);
    const files = standing.files.map((file) => ({ ...file, stage: 'measure' }));
    expect((await draw({ ...standing, files }, 60))[0]).toMatch(/^a\.mp4 +measure {2}━/);
  });
  it('stays lower than the terminal and says how many files it hides', async () => {
    const lines = await draw(standingOf(Array.from({ length: 20 }, (_, index) => `${index}.mp4`)), 80, 6);
    expect(lines).toHaveLength(4);
    expect(lines.at(-1)).toContain('20 at work');
  });
});

describe('openScreen()', () => {
  it('keeps the lines above, takes back what moves, and gives the cursor back', async () => {
    const terminal = toyTerminal(60);
    const { openScreen } = await import('./screen.js');
    const screen = openScreen(terminal, plain);
    screen.draw(standingOf(['one.mp4', 'two.mp4']), []);
    expect(terminal.isCursorShown).toBe(false);
    screen.draw(standingOf(['two.mp4']), ['one is done', 'a warning']);
    screen.draw(standingOf([]), ['two is done']);
    screen.close();
    const lines = terminal.lines();
    expect(lines.slice(0, 3)).toEqual(['one is done', 'a warning', 'two is done']);
    expect(lines[3]).toContain('3 of 12 files');
    expect(lines).toHaveLength(4);
    expect(terminal.isCursorShown).toBe(true);
  });
  it.each([
    [100, 60],
    [60, 100],
    [119, 24],
  ])('leaves no remains from %i columns to %i', async (from, to) => {
    const terminal = toyTerminal(from);
    const { openScreen } = await import('./screen.js');
    const screen = openScreen(terminal, plain);
    screen.draw(standingOf(['one.mp4', 'two.mp4']), ['it has begun']);
    terminal.resize(to);
    screen.draw(standingOf(['one.mp4', 'two.mp4']), []);
    screen.close();
    const lines = terminal.lines();
    expect(lines.map((line) => line.split(' ')[0])).toEqual(['it', 'one.mp4', 'two.mp4', '3']);
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThan(to);
  });
});
