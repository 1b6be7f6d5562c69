import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type FakeContextOptions, fakeContext } from '../../../test/fake-context.js';
import { fakeHost } from '../../../test/fake-host.js';
import { PITCH, STRETCH } from '../settings/tables.js';
import { type Flags, resolveSettings } from '../settings.js';
import { runPitch } from './pitch.js';
import { runStretch } from './stretch.js';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'rapgo-test-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

async function stretch(input: string, flags: Flags = {}, options: FakeContextOptions = {}) {
  const cli = await fakeContext({ cwd: folder, ...options });
  const surroundings = { host: fakeHost({ cwd: folder }), files: [] };
  await runStretch(cli, { input, ...resolveSettings(STRETCH, 'stretch', flags, surroundings) });
  return { cli, spec: cli.specs[0]! };
}
async function pitch(input: string, flags: Flags = {}) {
  const cli = await fakeContext({ cwd: folder });
  const surroundings = { host: fakeHost({ cwd: folder }), files: [] };
  await runPitch(cli, { input, ...resolveSettings(PITCH, 'pitch', flags, surroundings) });
  return cli.specs[0]!;
}
const uri = (name: string) => pathToFileURL(join(folder, name)).href;
const usage = { code: 'usage/bad-option' };

describe('runStretch()', () => {
  it('asks for a job with every default filled in', async () => {
    const { spec } = await stretch('talk.flac', { ratio: '1.25' });
    expect(spec).toEqual({
      specVersion: 1,
      kind: 'stretch',
      inputs: [{ uri: uri('talk.flac') }],
      options: {
        output: uri('talk.stretch.flac'),
        format: 'flac',
        engine: 'auto',
        force: false,
        length: { ratio: 1.25 },
      },
    });
  });
  it('takes a ratio, a speed, a length or a map', async () => {
    writeFileSync(join(folder, 'm.json'), '{"anchors": [[0, 0], [1, 2]]}');
    const lengthOf = async (flags: Flags) => (await stretch('a.wav', flags)).spec.options.length;
    expect(await lengthOf({ speed: '2' })).toEqual({ ratio: 0.5 });
    expect(await lengthOf({ to: '30' })).toEqual({ toSeconds: 30 });
    expect(await lengthOf({ map: 'm.json' })).toEqual({
      anchors: [
        [0, 0],
        [1, 2],
      ],
    });
  });
  it.each([
    [{}, /say how far, with --ratio, --speed, --to or --map/],
    [{ ratio: '2', speed: '2' }, /--ratio and --speed exclude each other/],
    [{ to: '2', map: 'm.json' }, /--to and --map exclude each other/],
    [{ ratio: '0' }, /--ratio must be a number from 0.25 to 4, not 0/],
    [{ ratio: '-2' }, /from 0.25 to 4/],
    [{ ratio: 'NaN' }, /from 0.25 to 4/],
    [{ ratio: '1e9' }, /from 0.25 to 4/],
    [{ speed: '5' }, /--speed must be a number from 0.25 to 4/],
    [{ to: '0' }, /--to must be a number/],
    [{ ratio: '2', engine: 'voise' }, /did you mean voice/],
    [{ ratio: '2', output: 'x.txt' }, /does not say which format/],
  ])('refuses %j before any work', async (flags, words) => {
    await expect(stretch('a.wav', flags)).rejects.toMatchObject({
      ...usage,
      message: expect.stringMatching(words),
    });
  });
  it.each([
    ['[]', 'map/invalid'],
    ['[[1, 1]]', 'map/invalid'],
    ['[[0, 0], [2, 2], [1, 3]]', 'map/invalid'],
    ['{"anchors": 3}', 'map/unreadable'],
    ['[[0, 0], ["1", 2]]', 'map/unreadable'],
    ['[[0, 0, 0], [1, 2, 3]]', 'map/unreadable'],
    ['null', 'map/unreadable'],
    ['0 0', 'map/unreadable'],
  ])('refuses the map %s with %s', async (text, code) => {
    writeFileSync(join(folder, 'm.json'), text);
    await expect(stretch('a.wav', { map: 'm.json' })).rejects.toMatchObject({ code });
  });
  it('never writes over what it reads', async () => {
    writeFileSync(join(folder, 'a.wav'), 'x');
    await expect(stretch('a.wav', { ratio: '2', output: './a.wav', force: true })).rejects.toMatchObject(
      usage,
    );
  });
  it('takes a sound from stdin, and is WAV on stdout without --format', async () => {
    let heard = '';
    const answer: FakeContextOptions['answer'] = ({ inputs }) => {
      heard = readFileSync(fileURLToPath(inputs[0]!.uri), 'utf8');
      return {};
    };
    const { spec, cli } = await stretch(
      '-',
      { ratio: '2', output: '-' },
      { stdin: [Buffer.from('RIFF')], answer },
    );
    expect([heard, spec.options.output, spec.options.format]).toEqual(['RIFF', null, 'wav']);
    expect(cli.host.stdout.text()).toBe('');
  });
  it('puts other formats on stdout when they are finished', async () => {
    const answer: FakeContextOptions['answer'] = ({ options }) => {
      writeFileSync(fileURLToPath(String(options.output)), 'a song');
      return { result: { ratio: 2 } };
    };
    const { cli } = await stretch('a.wav', { ratio: '2', output: '-', format: 'mp3' }, { answer });
    expect([cli.host.stdout.text(), cli.host.stderr.text()]).toEqual(['a song', 'ratio  2\n']);
  });
  it('keeps sound and JSON lines apart', async () => {
    const json = { common: { json: true } };
    await expect(stretch('a.wav', { ratio: '2', output: '-' }, json)).rejects.toMatchObject(usage);
  });
  it('prints file and measures, or all of it as JSON', async () => {
    const answer = () => ({
      artifacts: [{ role: 'sound', uri: uri('b.wav'), bytes: 1, sha256: '0' }],
      result: { ratio: 2, engine: 'voice', loudnessChangeLu: 0.1 },
    });
    const plain = await stretch('a.wav', { ratio: '2', output: 'b.wav' }, { answer });
    expect(plain.cli.host.stdout.text()).toBe(
      `${join(folder, 'b.wav')}\nratio            2\nengine           voice\nloudness change  0.1 LU\n`,
    );
    const json = await stretch('a.wav', { ratio: '2', output: 'b.wav' }, { answer, common: { json: true } });
    expect(JSON.parse(json.cli.host.stdout.text())).toMatchObject({
      type: 'result',
      command: 'stretch',
      output: join(folder, 'b.wav'),
      artifacts: [{ role: 'sound', file: join(folder, 'b.wav') }],
      engine: 'voice',
      loudnessChangeLu: 0.1,
    });
  });
});

describe('runPitch()', () => {
  it('takes semitones or cents', async () => {
    expect(await pitch('a.wav', { semitones: '-3', output: 'b.mp3' })).toMatchObject({
      kind: 'pitch',
      options: {
        output: uri('b.mp3'),
        format: 'mp3',
        semitones: -3,
        formants: 'keep',
        engine: 'auto',
        force: false,
      },
    });
    expect((await pitch('a.wav', { cents: '50', formants: 'move' })).options).toMatchObject({
      output: uri('a.pitch.wav'),
      semitones: 0.5,
      formants: 'move',
    });
  });
  it.each([
    {},
    { semitones: '1', cents: '1' },
    { semitones: '25' },
    { cents: 'x' },
    { semitones: '1', formants: 'kep' },
  ])('refuses %j', async (flags: Flags) => {
    await expect(pitch('a.wav', flags)).rejects.toMatchObject(usage);
  });
});
