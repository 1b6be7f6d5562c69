import { describe, expect, it } from 'vitest';
import { type Naming, nameBeside, nameOutput, needsTags } from './name-output.js';

const source = { path: '/in/talks/2024/a talk.mp4', relative: '2024/a talk.mp4', stamp: undefined };
const naming: Naming = { folder: '/out', format: 'mp3', keepsTree: true, template: null };

describe('nameOutput()', () => {
  it('keeps the tree unless told otherwise', () => {
    expect(nameOutput(source, naming)).toBe('/out/2024/a talk.mp3');
    expect(nameOutput(source, { ...naming, keepsTree: false })).toBe('/out/a talk.mp3');
  });
  it('fills templates, and lets no tag leave its folder', () => {
    const template = '{artist} - {title} ({name})';
    expect(needsTags(template)).toBe(true);
    expect(needsTags('{name}')).toBe(false);
    const tags = { artist: '../AC/DC', title: 'a\nb' };
    expect(nameOutput(source, { ...naming, template }, tags)).toBe('/out/2024/_AC_DC - a_b (a talk).mp3');
    expect(nameOutput(source, { ...naming, template: '{album}' })).toBe('/out/2024/Unknown album.mp3');
  });
  it('leaves room for an ending where a name is as long as it can be', () => {
    const long = { ...source, relative: `${'ü'.repeat(125)}.mp4` };
    expect(Buffer.byteLength(nameOutput(long, { ...naming, folder: '' }))).toBeLessThanOrEqual(255);
  });
});

describe('nameBeside()', () => {
  it('says first what kind of file it was made of, then counts', () => {
    expect(nameBeside('/out/a talk.mp3', source, 0)).toBe('/out/a talk.mp4.mp3');
    expect(nameBeside('/out/a talk.mp3', source, 1)).toBe('/out/a talk (2).mp3');
  });
});
