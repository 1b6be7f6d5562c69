import { linkSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Origin } from '../settings.js';
import { chooseOutput, guardOriginals, type OutputWishes } from './output.js';

const flag: Origin = { source: 'flag', where: '--x' };
const fromFile: Origin = { source: 'file', where: 'rapgo.toml' };
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'rapgo-test-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const choose = (wishes: Partial<OutputWishes>) =>
  chooseOutput({
    output: null,
    format: null,
    origins: { output: flag, format: flag },
    cwd: folder,
    defaultName: 'talk.trap',
    ...wishes,
  });

describe('chooseOutput()', () => {
  it('names the rap after speech and style, as mp3 unless told', () => {
    expect(choose({})).toEqual({ file: join(folder, 'talk.trap.mp3'), format: 'mp3' });
    expect(choose({ format: 'opus' })).toEqual({ file: join(folder, 'talk.trap.opus'), format: 'opus' });
  });
  it('puts the default name into a folder', () => {
    expect(choose({ output: folder }).file).toBe(join(folder, 'talk.trap.mp3'));
    expect(choose({ output: `${folder}/new/` }).file).toBe(join(folder, 'new', 'talk.trap.mp3'));
  });
  it('goes by the ending', () => {
    expect(choose({ output: '/a/rap.FLAC' })).toEqual({ file: '/a/rap.FLAC', format: 'flac' });
    expect(choose({ output: '/a/rap', format: 'wav' })).toEqual({ file: '/a/rap', format: 'wav' });
    expect(() => choose({ output: '/a/rap.ogg' })).toThrow(/does not say which format/);
  });
  it('refuses an ending that contradicts --format, but not a format of a config file', () => {
    expect(() => choose({ output: '/a/rap.wav', format: 'mp3' })).toThrow(/name for wav/);
    const origins = { output: flag, format: fromFile };
    expect(choose({ output: '/a/rap.wav', format: 'mp3', origins }).format).toBe('wav');
  });
  it('takes - as stdout', () => {
    expect(choose({ output: '-' })).toEqual({ file: undefined, format: 'mp3' });
    expect(choose({ output: '-', format: 'wav' })).toEqual({ file: undefined, format: 'wav' });
  });
});

describe('guardOriginals()', () => {
  it('sees through links', () => {
    const original = join(folder, 'speech.wav');
    writeFileSync(original, 'x');
    symlinkSync(original, join(folder, 'soft.wav'));
    linkSync(original, join(folder, 'hard.wav'));
    for (const name of ['speech.wav', 'soft.wav', 'hard.wav']) {
      expect(() => guardOriginals([join(folder, name)], [original])).toThrow(/would be written over/);
    }
    expect(() => guardOriginals([join(folder, 'rap.wav')], [original])).not.toThrow();
  });
  it('refuses one name for two outputs', () => {
    expect(() => guardOriginals(['/a/x', '/a/./x'], [])).toThrow(/would be written over/);
  });
});
