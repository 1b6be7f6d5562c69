import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type FakeHostOptions, fakeHost } from '../../test/fake-host.js';
import { main } from './main.js';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'rapgo-test-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

async function run(line: string, options: FakeHostOptions = {}) {
  const env = { PATH: process.env.PATH, RAPGO_HOME: join(folder, 'home'), HOME: folder, ...options.env };
  const host = fakeHost({ cwd: folder, ...options, env });
  const code = await main(line.split(' ').filter(Boolean), host);
  return { code, stdout: host.stdout.text(), stderr: host.stderr.text() };
}

describe('main()', () => {
  it('answers --version and --help on stdout', async () => {
    expect(await run('--version')).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/^\d+\.\d+\.\d+\n$/),
    });
    expect(await run('-V')).toMatchObject({ code: 0, stderr: '' });
    const help = await run('--help');
    expect(help).toMatchObject({ code: 0, stderr: '' });
    for (const name of ['generate', 'render', 'analyze', 'styles', 'jobs', 'doctor']) {
      expect(help.stdout).toMatch(new RegExp(`^  ${name} `, 'm'));
    }
  });
  it('states the defaults of generate in its help', async () => {
    const { stdout } = await run('generate --help');
    expect(stdout).toMatch(/--strength <0\.\.1>[^-]*\(default:\s+0\.9\)/);
    expect(stdout).toMatch(/--lufs <N>[^-]*\(default:\s+-14\)/);
  });
  it.each([
    ['', /which command/],
    ['generat x.wav', /unknown command 'generat' \(did you mean generate\?\)/],
    ['generate', /missing required argument 'speech'/],
    ['generate a.wav b.wav', /too many arguments/],
    ['generate a.wav --stlye trap', /unknown option '--stlye' \(did you mean --style\?\)/],
    ['generate a.wav --bpm', /argument missing/],
    ['generate a.wav --bpm 0', /--bpm must be a number from 40 to 240 BPM, not 0/],
    ['generate a.wav --half --double --beat b.wav', /exclude each other/],
    ['generate a.wav -o rap.ogg', /does not say which format/],
    ['generate a.wav -o a.wav --force', /a\.wav would be written over .*a\.wav/],
    ['generate a.wav -o - --json', /cannot share stdout/],
    ['jobs lst', /unknown command 'lst' \(did you mean list\?\)/],
    ['jobs --state done', /--state must be one of/],
    ['jobs retry', /retry wants the id of a job, or --failed/],
    ['jobs retry abc --failed', /retry wants the id of a job, or --failed/],
    ['jobs prune', /prune wants --older/],
    ['jobs prune --older soon', /--older must be a time span/],
    ['jobs list --state done', /--state must be one of/],
    ['jobs list --since yesterday', /--since must be a time span/],
    ['generate a.wav --config absent.toml', /absent\.toml: cannot be read/],
  ])('calls "rapgo %s" a mistake of usage', async (line, words) => {
    const { code, stderr, stdout } = await run(line);
    expect(stderr).toMatch(words);
    expect(stderr).not.toMatch(/^\s+at /m);
    expect({ code, stdout: line.includes('--json') ? '' : stdout }).toEqual({ code: 2, stdout: '' });
  });
  it('says a failure as JSON too, before settings are read and after', async () => {
    for (const line of ['generate --json', 'jobs show nothing --json']) {
      const { stdout, code } = await run(line);
      expect(JSON.parse(stdout)).toMatchObject({ version: 1, type: 'error', exitCode: code });
    }
  });
  it('finds fault with the config file before any command runs', async () => {
    writeFileSync(join(folder, 'rapgo.toml'), '[generate]\nstrenght = 1');
    const { code, stderr } = await run('jobs list');
    expect(code).toBe(2);
    expect(stderr).toContain('rapgo.toml: generate.strenght is not a setting (did you mean strength?)');
    expect(await run('jobs list --ignore-config')).toMatchObject({ code: 0 });
  });
  it('warns of a misspelt variable, and not of a foreign one', async () => {
    const { stderr } = await run('jobs list', { env: { RAPGO_STYEL: 'trap', RAPGO_DEPLOYMENT: 'x' } });
    expect(stderr).toContain('RAPGO_STYEL is not a variable of rapgo (did you mean RAPGO_STYLE?)');
    expect(stderr).not.toContain('DEPLOYMENT');
  });
  it('says so where the history cannot be used, and can do without', async () => {
    writeFileSync(join(folder, 'home'), 'a file, not a folder');
    const { code, stderr } = await run('jobs list');
    expect(code).toBe(8);
    expect(stderr).toMatch(/^rapgo: .*\n {2}try: .*--no-history/);
    expect(await run('jobs list --no-history')).toMatchObject({ code: 0 });
  });
  it('takes jobs alone for jobs list', async () => {
    const { code, stdout } = await run('jobs --json --limit 3');
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ command: 'jobs list', jobs: [] });
    expect((await run('jobs --help')).stdout).toMatch(/^ {2}retry /m);
  });
  it('does without a home folder', async () => {
    expect(await run('jobs list', { env: { HOME: undefined } })).toMatchObject({ code: 0 });
  });
  it('has doctor look at everything, and answer 4 where a needed part is missing', async () => {
    const fit = await run('doctor --json');
    expect(JSON.parse(fit.stdout)).toMatchObject({ type: 'result', command: 'doctor' });
    const unfit = await run('doctor --json --ffmpeg /nonexistent/ffmpeg');
    expect(unfit.code).toBe(4);
    const { ok, checks } = JSON.parse(unfit.stdout);
    expect(ok).toBe(false);
    expect(checks).toContainEqual(
      expect.objectContaining({
        name: 'ffmpeg',
        state: 'missing',
        why: expect.any(String),
        fix: expect.any(String),
      }),
    );
  });
});
