import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { RAPGO, type RunOptions, runRapgo } from './run-rapgo.js';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'rapgo-test-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const run = (line: string, options: RunOptions = {}) =>
  runRapgo(line.split(' '), {
    cwd: folder,
    ...options,
    env: { HOME: folder, RAPGO_HOME: join(folder, 'home'), TMPDIR: folder, ...options.env },
  });

const LISTER = new URL('list-modules.mjs', import.meta.url).pathname;

/** Packages and own sources a command line loads. */
async function loadedBy(line: string): Promise<{ packages: string[]; files: string[] }> {
  const { stderr } = await run(line, { nodeArgs: ['--import', LISTER] });
  const urls = [...stderr.matchAll(/^loaded (file:.*)$/gm)].map(([, url]) => url!);
  const packages = urls.flatMap((url) => /.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(url)?.[1] ?? []);
  const built = urls.filter((url) => url.includes('/dist/') && !url.includes('/node_modules/'));
  // the bundler writes above each part of a file where it is from
  const files = built.flatMap((url) =>
    [...readFileSync(new URL(url), 'utf8').matchAll(/^\/\/ src\/(.*)$/gm)].map(([, source]) => source!),
  );
  return { packages: [...new Set(packages)].sort(), files: [...new Set(files)].sort() };
}

describe('the start', () => {
  it('loads no package for --version', async () => {
    expect(await loadedBy('--version')).toEqual({
      packages: [],
      files: [
        'cli/failure.ts',
        'cli/host.ts',
        'cli/interrupt.ts',
        'cli/main.ts',
        'engine/errors.ts',
        'version.ts',
      ],
    });
  });
  it('loads nothing heavy for help', async () => {
    for (const line of ['--help', 'generate --help', 'jobs list --help', 'doctor --help']) {
      const { packages, files } = await loadedBy(line);
      expect(packages, line).toEqual(['commander', 'valibot']);
      expect(
        files.filter((file) => /^(dsp|adapters)\/|styles|tasks/.test(file)),
        line,
      ).toEqual([]);
    }
  });
  it('loads neither engine nor sound to list jobs', async () => {
    const { packages, files } = await loadedBy('jobs list');
    expect(packages).not.toEqual(expect.arrayContaining(['piscina']));
    expect(packages).not.toEqual(expect.arrayContaining(['fluent-ffmpeg']));
    expect(files.filter((file) => /^dsp\//.test(file))).toEqual([]);
  });
  it('costs --version at most 2.5 times an empty node', () => {
    const best = (args: readonly string[]) => {
      const times = Array.from({ length: 7 }, () => {
        const start = performance.now();
        spawnSync(process.execPath, args);
        return performance.now() - start;
      });
      return Math.min(...times);
    };
    expect(best([RAPGO, '--version']) / best(['-e', '0'])).toBeLessThan(2.5);
  });
});

describe('the streams', () => {
  it('carry no escapes and no carriage returns into a pipe', async () => {
    for (const line of [
      '--help',
      'styles',
      'doctor',
      'generate absent.wav',
      'generate absent.wav --json',
      'nonsense',
    ]) {
      const { stdout, stderr } = await run(line);
      const output = `${stdout}${stderr}`;
      expect([output.includes('\u001b'), output.includes('\r')], line).toEqual([false, false]);
    }
  });
  it('keep quiet about a reader that leaves early', () => {
    const { stdout, stderr, status } = spawnSync(
      'bash',
      ['-o', 'pipefail', '-c', `"${process.execPath}" "${RAPGO}" styles trap --json | true`],
      { env: { PATH: process.env.PATH, HOME: folder }, encoding: 'utf8' },
    );
    expect({ stdout, stderr, status }).toEqual({ stdout: '', stderr: '', status: 0 });
  });
  it.runIf(existsSync('/dev/full'))('say so where stdout is full', () => {
    const { stderr, status } = spawnSync(
      'bash',
      ['-c', `"${process.execPath}" "${RAPGO}" styles > /dev/full`],
      {
        env: { PATH: process.env.PATH, HOME: folder },
        encoding: 'utf8',
      },
    );
    expect(status).toBe(8);
    expect(stderr).toMatch(/^rapgo: .*ENOSPC/);
  });
});

describe('an interrupt', () => {
  it.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const)('by %s ends within a second with %d and leaves no temporary file', async (name, code) => {
    let sent = 0;
    const { code: ended, stderr } = await run('generate - -o rap.mp3', {
      onStart: async (child) => {
        // It is reading stdin once its temporary folder is there.
        while (!readdirSync(folder).some((file) => file.startsWith('rapgo-'))) await delay(20);
        sent = performance.now();
        child.kill(name);
      },
    });
    expect(performance.now() - sent).toBeLessThan(700); // not by the last resort, which comes after 900 ms
    expect(ended).toBe(code);
    expect(stderr).toBe('rapgo: stopped\n');
    expect(readdirSync(folder).filter((file) => file !== 'home')).toEqual([]);
  });
});

describe('doctor', () => {
  it('answers within two seconds', async () => {
    const { milliseconds, stdout, code } = await run('doctor --json');
    expect(milliseconds).toBeLessThan(2000);
    expect(JSON.parse(stdout)).toMatchObject({ ok: code === 0 });
  });
  it('does not wait for a program that hangs', async () => {
    const { milliseconds, code } = await run('doctor --ffmpeg /usr/bin/yes');
    expect(milliseconds).toBeLessThan(2500);
    expect(code).toBe(4);
  });
});

describe('rapgo without a home', () => {
  it('does not crash', async () => {
    const { code } = await run('jobs list', {
      env: { HOME: undefined, RAPGO_HOME: undefined, XDG_DATA_HOME: folder },
    });
    expect(code).toBe(0);
  });
});
