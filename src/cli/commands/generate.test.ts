import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type FakeContextOptions, fakeContext } from '../../../test/fake-context.js';
import { fakeHost } from '../../../test/fake-host.js';
import { GENERATE } from '../settings/tables.js';
import { type Flags, resolveSettings } from '../settings.js';
import { runGenerate } from './generate.js';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'rapgo-test-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

async function generate(speech: string, flags: Flags = {}, options: FakeContextOptions = {}) {
  const cli = await fakeContext({ cwd: folder, ...options });
  const surroundings = { host: fakeHost({ cwd: folder }), files: [] };
  await runGenerate(cli, { speech, ...resolveSettings(GENERATE, 'generate', flags, surroundings) });
  return { cli, spec: cli.specs[0]! };
}

const uri = (name: string) => pathToFileURL(join(folder, name)).href;

describe('runGenerate()', () => {
  it('asks for a job with every default filled in', async () => {
    const { spec } = await generate('talk.wav');
    expect(spec).toEqual({
      specVersion: 1,
      kind: 'generate',
      inputs: [{ uri: uri('talk.wav') }],
      options: {
        output: uri('talk.{style}.mp3'),
        format: 'mp3',
        style: null,
        tempoBpm: null,
        offsetSeconds: null,
        tempoFactor: 1,
        grid: null,
        strength: 0.9,
        swing: null,
        key: null,
        tune: null,
        hook: null,
        transcript: null,
        seed: null,
        planFile: null,
        stemsDir: null,
        labelsFile: null,
        lyricsFile: null,
        targetLufs: -14,
        ceilingDbtp: -1,
        strict: false,
        force: false,
        title: 'talk',
      },
    });
  });
  it('passes on what was given', async () => {
    writeFileSync(join(folder, 'words.txt'), '\ufeffone two\n');
    const { spec } = await generate('talk.wav', {
      output: 'rap.wav',
      beat: 'b.mp3',
      bpm: '93.5',
      offset: '1.2',
      half: true,
      grid: 'triplet',
      key: 'F# minor',
      tune: 'auto',
      transcript: 'words.txt',
      seed: '7',
      plan: 'p.json',
      stems: 'stems',
      truePeak: '-2',
      force: true,
    });
    expect(spec.inputs).toEqual([{ uri: uri('talk.wav') }, { uri: uri('b.mp3') }]);
    expect(spec.options).toMatchObject({
      output: uri('rap.wav'),
      format: 'wav',
      tempoBpm: 93.5,
      offsetSeconds: 1.2,
      tempoFactor: 0.5,
      grid: 'triplet',
      key: { tonic: 6, mode: 'minor' },
      tune: 'auto',
      transcript: 'one two\n',
      seed: 7,
      planFile: uri('p.json'),
      stemsDir: uri('stems'),
      ceilingDbtp: -2,
      force: true,
    });
  });
  it('warns of settings that do nothing without a beat', async () => {
    const { cli } = await generate('talk.wav', { half: true });
    expect(cli.host.stderr.text()).toMatch(/--half .* without --beat/);
  });
  it('never lets an output be written over what the job reads', async () => {
    writeFileSync(join(folder, 'talk.wav'), 'x');
    for (const flags of [{ output: './talk.wav' }, { plan: 'talk.wav' }, { labels: 'l.txt', lrc: 'l.txt' }]) {
      await expect(generate('talk.wav', flags)).rejects.toMatchObject({ code: 'usage/bad-option' });
    }
  });
  it('says what is wrong with a transcript', async () => {
    writeFileSync(join(folder, 'latin1.txt'), Buffer.from([0xe4, 0x20]));
    await expect(generate('a.wav', { transcript: 'none.txt' })).rejects.toMatchObject({
      code: 'media/not-found',
    });
    await expect(generate('a.wav', { transcript: '.' })).rejects.toMatchObject({ code: 'media/unreadable' });
    await expect(generate('a.wav', { transcript: 'latin1.txt' })).rejects.toThrow(/not UTF-8/);
  });
  it('takes speech from stdin', async () => {
    let heard = '';
    const { spec } = await generate(
      '-',
      {},
      {
        stdin: [Buffer.from('RI'), Buffer.from('FF')],
        answer: ({ inputs }) => {
          heard = readFileSync(fileURLToPath(inputs[0]!.uri), 'utf8');
          return {};
        },
      },
    );
    expect(heard).toBe('RIFF');
    expect(spec.options).toMatchObject({ output: uri('speech.{style}.mp3'), title: 'speech' });
    await expect(generate('-', {}, { stdin: [] })).rejects.toMatchObject({ code: 'media/unreadable' });
  });
  it('puts the rap on stdout, and what is said about it on stderr', async () => {
    const { cli } = await generate(
      'talk.wav',
      { output: '-', format: 'wav' },
      {
        answer: ({ options }) => {
          const file = fileURLToPath(String(options.output));
          expect(existsSync(file)).toBe(false);
          writeFileSync(file, 'the rap');
          return { result: { tempoBpm: 93 } };
        },
      },
    );
    expect(cli.host.stdout.text()).toBe('the rap');
    expect(cli.host.stderr.text()).toBe('tempo  93.0 BPM\n');
  });
  it('prints the file, then what was measured; with --quiet the file alone', async () => {
    const answer = () => ({
      artifacts: [{ role: 'rap', uri: uri('talk.trap.mp3'), bytes: 1, sha256: '0' }],
      result: { style: 'trap', seed: 7 },
    });
    const { cli } = await generate('talk.wav', {}, { answer });
    expect(cli.host.stdout.text()).toBe(`${join(folder, 'talk.trap.mp3')}\nstyle  trap\nseed   7\n`);
    const quiet = await generate('talk.wav', {}, { answer, common: { quiet: true } });
    expect(quiet.cli.host.stdout.text()).toBe(`${join(folder, 'talk.trap.mp3')}\n`);
    const json = await generate('talk.wav', {}, { answer, common: { json: true } });
    expect(JSON.parse(json.cli.host.stdout.text())).toMatchObject({
      type: 'result',
      command: 'generate',
      output: join(folder, 'talk.trap.mp3'),
      artifacts: [{ role: 'rap', bytes: 1 }],
      seed: 7,
    });
  });
});
