import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fakeHost } from '../../test/fake-host.js';
import { COMMON, GENERATE } from './settings/tables.js';
import { type Flags, readSurroundings, resolveSettings } from './settings.js';

let home: string;
let work: string;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'rapgo-test-'));
  work = join(home, 'songs', 'new');
  mkdirSync(work, { recursive: true });
  mkdirSync(join(home, '.config', 'rapgo'), { recursive: true });
});
afterEach(() => rmSync(home, { recursive: true }));

interface Case {
  readonly flags?: Flags;
  readonly env?: Record<string, string>;
  /** rapgo.toml in a parent of the current folder. */
  readonly folderFile?: string;
  readonly ownFile?: string;
  readonly search?: { config?: string; ignoreConfig?: boolean };
}

async function surroundings({ env = {}, folderFile, ownFile, search = {} }: Case) {
  if (folderFile !== undefined) writeFileSync(join(home, 'songs', 'rapgo.toml'), folderFile);
  if (ownFile !== undefined) writeFileSync(join(home, '.config', 'rapgo', 'config.toml'), ownFile);
  return readSurroundings(fakeHost({ env: { HOME: home, ...env }, cwd: work }), search);
}

async function generate(given: Case) {
  return resolveSettings(GENERATE, 'generate', given.flags ?? {}, await surroundings(given));
}

describe('resolveSettings()', () => {
  it('lets a flag beat a variable, a variable a file, a file the default', async () => {
    const flags = { bpm: '90' };
    const env = { RAPGO_BPM: '91' };
    const folderFile = 'bpm = 92';
    const ownFile = 'bpm = 93';
    const bpm = async (given: Case) => (await generate(given)).values.bpm;
    expect(await bpm({ flags, env, folderFile, ownFile })).toBe(90);
    expect(await bpm({ env, folderFile, ownFile })).toBe(91);
    expect(await bpm({ folderFile, ownFile })).toBe(92);
    rmSync(join(home, 'songs', 'rapgo.toml'));
    expect(await bpm({ ownFile })).toBe(93);
    expect(await bpm({ ownFile: '' })).toBeNull();
  });
  it('says where each value came from', async () => {
    const { origins } = await generate({
      flags: { bpm: '90' },
      env: { RAPGO_SWING: '0.6' },
      folderFile: 'strength = 0.5',
    });
    expect(origins.bpm).toEqual({ source: 'flag', where: '--bpm' });
    expect(origins.swing).toEqual({ source: 'variable', where: 'RAPGO_SWING' });
    expect(origins.strength).toEqual({ source: 'file', where: join(home, 'songs', 'rapgo.toml') });
    expect(origins.lufs).toEqual({ source: 'default', where: '' });
  });
  it('lets the table of a command beat what stands above it', async () => {
    const folderFile = 'strict = true\nlufs = -16\n[generate]\nlufs = -12\n[render]\nstrict = false';
    const { values } = await generate({ folderFile });
    expect([values.lufs, values.strict]).toEqual([-12, true]);
  });
  it('finds files from where they are named', async () => {
    const { values } = await generate({
      flags: { plan: 'p.json' },
      env: { RAPGO_STEMS: 'stems/' },
      folderFile: 'beat = "b.wav"\nstyle = "./mine.json"\ntranscript = "~/words.txt"',
    });
    expect(values.plan).toBe(join(work, 'p.json'));
    expect(values.stems).toBe(`${join(work, 'stems')}/`);
    expect(values.beat).toBe(join(home, 'songs', 'b.wav'));
    expect(values.style).toBe(join(home, 'songs', 'mine.json'));
    expect(values.transcript).toBe(join(home, 'words.txt'));
  });
  it('leaves a style name and - alone', async () => {
    const { values } = await generate({ flags: { style: 'trap', output: '-' } });
    expect([values.style, values.output]).toEqual(['trap', '-']);
  });
  it('understands both ways to switch colour off by variable', async () => {
    const color = async (env: Record<string, string>) =>
      resolveSettings(COMMON, undefined, {}, await surroundings({ env })).values.color;
    expect(await color({})).toBe(true);
    expect(await color({ RAPGO_COLOR: '0' })).toBe(false);
    expect(await color({ RAPGO_NO_COLOR: '1' })).toBe(false);
    expect(await color({ RAPGO_NO_COLOR: '0' })).toBe(true);
  });
  it('takes a variable that is empty as unset', async () => {
    expect((await generate({ env: { RAPGO_BPM: '' } })).values.bpm).toBeNull();
  });
  it.each([
    ['bpm', ['0', '39', '241', 'NaN', 'Infinity', '', ' ', '90 BPM', '0x5a', '9,5']],
    ['strength', ['2', '-0.1', 'half']],
    ['swing', ['0.4', '0.8']],
    ['seed', ['-1', '1.5', '4294967296']],
    ['lufs', ['0', '-41']],
    ['truePeak', ['1', '-13']],
    ['grid', ['sixteen', 'Triplet ']],
    ['tune', ['Q', 'automatic']],
    ['format', ['ogg', 'MP4']],
    ['hook', ['', '  ']],
  ] as const)('refuses bad values of %s', async (name, values) => {
    for (const value of values) {
      await expect(generate({ flags: { [name]: value } }), `${name} ${value}`).rejects.toMatchObject({
        code: 'usage/bad-option',
        message: expect.stringMatching(/^--[a-z-]+ must be /),
      });
    }
  });
  it('names the variable that is wrong', async () => {
    await expect(generate({ env: { RAPGO_STRICT: 'perhaps' } })).rejects.toMatchObject({
      code: 'config/invalid',
      message: 'RAPGO_STRICT must be true or false, not "perhaps"',
    });
  });
});

describe('readSurroundings()', () => {
  const file = () => join(home, 'songs', 'rapgo.toml');
  const failure = (folderFile: string) =>
    surroundings({ folderFile }).then(
      () => 'no failure',
      (error: Error) => error.message.replace(file(), 'FILE'),
    );

  it('names file and field of a mistake, whatever command runs', async () => {
    expect(await failure('[generate]\nbpm = 0')).toBe(
      'FILE: generate.bpm must be a number from 40 to 240 BPM, not 0',
    );
    expect(await failure('bpm = "90"')).toMatch(/^FILE: bpm must be a number/);
    expect(await failure('[render]\nformat = "mp4"')).toMatch(
      /^FILE: render.format must be one of .* \(did you mean mp3/,
    );
    expect(await failure('generate = 1')).toBe('FILE: generate must be a table, written [generate]');
  });
  it('guesses what a misspelt key should have been', async () => {
    expect(await failure('stlye = "trap"')).toBe('FILE: stlye is not a setting (did you mean style?)');
    expect(await failure('true_peak = -1')).toBe(
      'FILE: true_peak is not a setting (did you mean true-peak?)',
    );
    expect(await failure('[genrate]')).toBe('FILE: genrate is not a setting (did you mean generate?)');
    expect(await failure('[generate]\nzzz = 1')).toBe('FILE: generate.zzz is not a setting');
  });
  it('names the line of what is no TOML', async () => {
    expect(await failure('bpm = 90\nstyle = trap')).toMatch(/^FILE, line 2: /);
  });
  it('lets only a file of the person name programs or replace files', async () => {
    expect(await failure('ffmpeg = "./evil"')).toMatch(
      /^FILE: ffmpeg may not stand in a file that came with a folder/,
    );
    expect(await failure('[generate]\nforce = true')).toMatch(/^FILE: generate.force may not/);
    rmSync(file());
    const own = await surroundings({ ownFile: 'ffmpeg = "ffmpeg7"' });
    expect(resolveSettings(COMMON, undefined, {}, own).values.ffmpeg).toBe('ffmpeg7');
  });
  it('reads only the file of --config, and none with --ignore-config', async () => {
    writeFileSync(join(work, 'other.toml'), 'bpm = 80');
    const files = { folderFile: 'bpm = 92', ownFile: 'swing = 0.6' };
    const { values } = await generate({ ...files, search: { config: 'other.toml' } });
    expect([values.bpm, values.swing]).toEqual([80, null]);
    const ignoring = await generate({ ...files, search: { ignoreConfig: true } });
    expect([ignoring.values.bpm, ignoring.values.swing]).toEqual([null, null]);
    await expect(surroundings({ search: { config: 'absent.toml' } })).rejects.toMatchObject({
      code: 'config/invalid',
    });
  });
  it('does without a home folder', async () => {
    const host = fakeHost({ env: { XDG_CONFIG_HOME: 'relative/is/ignored' }, cwd: work });
    await expect(readSurroundings(host, {})).resolves.toBeDefined();
  });
});
