import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fakeContext } from '../../../test/fake-context.js';
import { fakeHost } from '../../../test/fake-host.js';
import { boomBap } from '../../engine/rap/styles/boom-bap.js';
import { RENDER } from '../settings/tables.js';
import { type Flags, resolveSettings } from '../settings.js';
import { runRender } from './render.js';

const plan = {
  planVersion: 1,
  rapgoVersion: '0.1.0',
  source: { name: 'talk.wav', sha256: '00', durationSeconds: 2 },
  style: boomBap,
  voiceGains: [],
  seed: 1,
  key: { tonic: 0, mode: 'minor' },
  tempoBpm: 90,
  gridStart: 0,
  grid: 'sixteenth',
  strength: 0.9,
  tune: null,
  beat: null,
  sections: [],
  lines: [],
  leftOut: [],
  targetLufs: -14,
  ceilingDbtp: -1,
};

let folder: string;
let planFile: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'rapgo-test-'));
  mkdirSync(join(folder, 'elsewhere'));
  planFile = join(folder, 'song.json');
  writeFileSync(planFile, JSON.stringify(plan));
  writeFileSync(join(folder, 'talk.wav'), 'x');
});
afterEach(() => rmSync(folder, { recursive: true }));

async function render(flags: Flags = {}, content?: unknown) {
  if (content !== undefined)
    writeFileSync(planFile, typeof content === 'string' ? content : JSON.stringify(content));
  const cwd = join(folder, 'elsewhere');
  const cli = await fakeContext({ cwd });
  const surroundings = { host: fakeHost({ cwd }), files: [] };
  await runRender(cli, { planFile, ...resolveSettings(RENDER, 'render', flags, surroundings) });
  return cli.specs[0]!;
}

const uri = (name: string) => pathToFileURL(join(folder, name)).href;

describe('runRender()', () => {
  it('finds the speech beside the plan and names the rap after the plan', async () => {
    const { kind, inputs, options } = await render();
    expect({ kind, inputs }).toEqual({ kind: 'render', inputs: [{ uri: uri('talk.wav') }] });
    expect(options).toMatchObject({ output: uri('elsewhere/song.mp3'), format: 'mp3', plan, force: false });
  });
  it('takes the speech of --source', async () => {
    expect((await render({ source: '../other.wav' })).inputs).toEqual([{ uri: uri('other.wav') }]);
  });
  it('says how to name the speech where it is not there', async () => {
    rmSync(join(folder, 'talk.wav'));
    await expect(render()).rejects.toMatchObject({ code: 'media/not-found', hint: '--source FILE' });
  });
  it('looks beside the plan only, whatever path the plan names', async () => {
    const source = { ...plan.source, name: '/etc/talk.wav' };
    expect((await render({}, { ...plan, source })).inputs).toEqual([{ uri: uri('talk.wav') }]);
  });
  it('never lets an output be written over plan or speech', async () => {
    await expect(render({ output: '../talk.wav' })).rejects.toMatchObject({ code: 'usage/bad-option' });
    await expect(render({ labels: '../song.json' })).rejects.toMatchObject({ code: 'usage/bad-option' });
  });
  it('says what is wrong with a plan', async () => {
    await expect(render({}, '{')).rejects.toMatchObject({ code: 'plan/unreadable' });
    await expect(render({}, { ...plan, planVersion: 2 })).rejects.toMatchObject({ code: 'plan/version' });
    await expect(render({}, { ...plan, tempoBpm: 1000 })).rejects.toMatchObject({
      code: 'plan/invalid',
      message: expect.stringContaining('song.json: tempoBpm: '),
    });
    await expect(render({}, [])).rejects.toMatchObject({ code: 'plan/invalid' });
    rmSync(planFile);
    await expect(render()).rejects.toMatchObject({ code: 'media/not-found' });
  });
});
