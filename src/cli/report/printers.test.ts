import { describe, expect, it } from 'vitest';
import { type FakeHost, fakeHost } from '../../../test/fake-host.js';
import type { JobEvent } from '../../engine/events.js';
import { createReporter, type ReportSettings } from './index.js';
import type { Failure } from './reporter.js';

const settings: ReportSettings = { json: false, quiet: false, verbose: false, color: true };
const failure: Failure = {
  code: 'media/no-audio',
  exitCode: 3,
  message: 'a\u001b[2Jb.mp4 is mute',
  hint: 'another file',
};
const head = { version: 1, jobId: 'j1', sequence: 1, time: 0 } as const;
const events: readonly JobEvent[] = [
  { ...head, type: 'started', kind: 'generate' },
  { ...head, type: 'progress', stage: 'decode\r', fraction: 0 },
  { ...head, type: 'progress', stage: 'decode\r', fraction: 0.5 },
  { ...head, type: 'warning', code: 'media/cut', message: 'the file is \u001b[31mcut short' },
  { ...head, type: 'finished', result: { bpm: 93 } },
];

async function play(given: Partial<ReportSettings>, host: FakeHost = fakeHost()): Promise<FakeHost> {
  const report = await createReporter(host, { ...settings, ...given });
  for (const event of events) report.event(event);
  report.note('a note');
  report.detail('a detail');
  report.result({ command: 'generate', data: { bpm: 93 }, lines: ['rap.mp3'] });
  report.failure(failure);
  return host;
}

describe('the printer for people', () => {
  it('keeps results on stdout and everything else on stderr, without escapes in a pipe', async () => {
    const { stdout, stderr } = await play({});
    expect(stdout.text()).toBe('rap.mp3\n');
    expect(stderr.text().split('\n')).toEqual([
      'decode\\u{d} …',
      'rapgo: warning: the file is \\u{1b}[31mcut short',
      'a note',
      'rapgo: a\\u{1b}[2Jb.mp4 is mute',
      '  try: another file',
      '',
    ]);
  });
  it('hides progress and notes when quiet, never warnings and errors', async () => {
    const { stderr } = await play({ quiet: true });
    expect(stderr.text()).not.toMatch(/decode|note/);
    expect(stderr.text()).toMatch(/cut short[\s\S]*is mute/);
  });
  it('says details when verbose', async () => {
    expect((await play({ verbose: true })).stderr.text()).toContain('a detail');
  });
  it('colours where it is forced to', async () => {
    const forced = await play({}, fakeHost({ env: { CLICOLOR_FORCE: '1' } }));
    expect(forced.stderr.text()).toContain('\u001b[31mrapgo:');
    const refused = await play({ color: false }, fakeHost({ env: { CLICOLOR_FORCE: '1' } }));
    expect(refused.stderr.text()).not.toContain('\u001b');
  });
});

describe('the printer for programs', () => {
  it('prints one JSON object per line, each with version and type', async () => {
    const { stdout } = await play({ json: true });
    const lines = stdout
      .text()
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(lines.map(({ type }) => type)).toEqual(['started', 'progress', 'warning', 'result', 'error']);
    for (const line of lines) expect(line.version).toBe(1);
    expect(lines.at(-2)).toEqual({ version: 1, type: 'result', command: 'generate', jobId: 'j1', bpm: 93 });
    expect(lines.at(-1)).toMatchObject({
      jobId: 'j1',
      code: 'media/no-audio',
      exitCode: 3,
      hint: 'another file',
    });
  });
  it('also says a failure in words', async () => {
    expect((await play({ json: true })).stderr.text()).toBe(
      'rapgo: a\\u{1b}[2Jb.mp4 is mute\n  try: another file\n',
    );
  });
  it('leaves progress out when quiet', async () => {
    expect((await play({ json: true, quiet: true })).stdout.text()).not.toContain('progress');
  });
});
