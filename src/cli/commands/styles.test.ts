import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fakeContext } from '../../../test/fake-context.js';
import { STYLES } from '../../engine/rap/styles/index.js';
import { runStyles } from './styles.js';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'rapgo-test-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

async function styles(request: { name?: string; validate?: string }, json = false): Promise<string> {
  const cli = await fakeContext({ cwd: folder, common: { json } });
  await runStyles(cli, request);
  return cli.host.stdout.text();
}

describe('runStyles()', () => {
  it('lists every style with its tempo', async () => {
    const lines = (await styles({})).trimEnd().split('\n');
    expect(lines.map((line) => line.split(' ')[0])).toEqual(Object.keys(STYLES));
    for (const line of lines) expect(line).toMatch(/ \d+-\d+ BPM {2,}\S/);
  });
  it('shows one, whole as JSON', async () => {
    expect(await styles({ name: 'boom-bap' })).toMatch(/^tempo min +84\.0 BPM$/m);
    expect(JSON.parse(await styles({ name: 'boom-bap' }, true)).style).toEqual(STYLES['boom-bap']);
  });
  it('guesses what an unknown name should have been', async () => {
    await expect(styles({ name: 'boombap' })).rejects.toMatchObject({
      code: 'style/unknown',
      message: expect.stringContaining('did you mean boom-bap?'),
    });
  });
  it('takes what it prints as JSON for a style file', async () => {
    writeFileSync(join(folder, 'mine.json'), JSON.stringify({ ...STYLES.trap, name: 'mine' }));
    expect(await styles({ validate: 'mine.json' })).toBe(
      `${join(folder, 'mine.json')} is a valid style, mine\n`,
    );
    expect(JSON.parse(await styles({ name: './mine.json' }, true)).style.name).toBe('mine');
  });
  it('says what is wrong with a style file', async () => {
    writeFileSync(join(folder, 'bad.json'), JSON.stringify({ ...STYLES.trap, duckDb: 99 }));
    await expect(styles({ validate: 'bad.json' })).rejects.toMatchObject({
      code: 'style/invalid',
      message: expect.stringContaining('duckDb'),
    });
  });
});
