import { parse as toml } from 'smol-toml';
import { describe, expect, it } from 'vitest';
import type { RapgoError } from '../errors.js';
import { checkStyle, findStyle, parseStyle } from './load-style.js';
import { STYLES } from './styles/index.js';

const read = (text: string) => parseStyle({ name: 'mine.toml', text }, toml);
const failure = (run: () => unknown): RapgoError => {
  try {
    run();
  } catch (error) {
    return error as RapgoError;
  }
  throw new Error('nothing was thrown');
};

describe('parseStyle()', () => {
  it('reads what `rapgo styles NAME --json` prints', () => {
    const text = JSON.stringify(STYLES.trap);
    expect(parseStyle({ name: 'trap.json', text }, toml)).toEqual(STYLES.trap);
  });
  it('lays a short text over the style it is based on', () => {
    const mine = read(
      'basedOn = "trap"\nname = "mine"\n[band.kit.drums.kick]\nlevelDb = -9\n[tempoBpm]\nmax = 140',
    );
    expect(mine.name).toBe('mine');
    expect(mine.tempoBpm).toEqual({ min: STYLES.trap.tempoBpm.min, max: 140 });
    expect(mine.band!.kit.drums.kick).toEqual({ ...STYLES.trap.band!.kit.drums.kick, levelDb: -9 });
    expect(STYLES.trap.band!.kit.drums.kick).not.toHaveProperty('levelDb', -9);
  });
  it('takes no parameter of another sound along', () => {
    const mine = read('basedOn = "trap"\n[band.kit.bass]\nsound = "synth-bass"\nlevelDb = 0');
    expect(mine.band!.kit.bass).toEqual({ sound: 'synth-bass', levelDb: 0 });
  });
  it('turns parts off by the word none', () => {
    expect(read('basedOn = "lo-fi"\n[band.kit]\ntexture = "none"').band!.kit.texture).toBeNull();
    expect(read('basedOn = "lo-fi"\nband = "none"').band).toBeNull();
  });
  it('names the field and what belongs there', () => {
    const { code, message } = failure(() => read('basedOn = "trap"\n[flow]\nswing = 0.9\nfoo = 1'));
    expect(code).toBe('style/invalid');
    expect(message).toContain('mine.toml: flow.swing: expected <=0.75, got 0.9');
    expect(message).toContain('flow.foo: there is no such field here');
  });
  it('names a fault inside a pattern', () => {
    const { message } = failure(() => read('basedOn = "trap"\n[band.grooves.main]\nkick = ["X---"]'));
    expect(message).toContain('band.grooves.main.kick.0: a bar has 16 steps here, this one has 4');
  });
  it('says where a text cannot be read', () => {
    expect(failure(() => read('a = 1\nb = = 2')).message).toContain('line 2');
    expect(failure(() => parseStyle({ name: 'x.json', text: '{' }, toml)).code).toBe('style/invalid');
  });
});

describe('checkStyle()', () => {
  it('refuses what is no table', () =>
    expect(failure(() => checkStyle(7, 'option')).code).toBe('style/invalid'));
});

describe('findStyle()', () => {
  it('knows the styles of rapgo and guesses what was meant', () => {
    expect(findStyle('drill')).toBe(STYLES.drill);
    const { code, message } = failure(() => findStyle('bom-bap'));
    expect(code).toBe('style/unknown');
    expect(message).toContain('did you mean boom-bap?');
    expect(failure(() => findStyle('polka-metal')).message).not.toContain('mean');
  });
  it('prefers a file of one’s own', () => {
    const own = [{ name: '/home/me/styles/drill.toml', text: 'basedOn = "drill"\nduckDb = 9' }];
    expect(findStyle('drill', { own, toml }).duckDb).toBe(9);
  });
});
