import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { fakeHost } from '../../../../test/fake-host.js';
import type { JobEvent } from '../../../engine/events.js';
import { coloursFor } from '../../colour.js';
import { createReporter } from '../index.js';
import type { BatchItem } from './batch-reporter.js';
import { liveBatchReporter } from './live.js';
import type { Standing } from './standing.js';

const totals = { files: 4, bytes: 400, isCounted: true, filesDone: 1, bytesDone: 100 };
const done = (name: string): BatchItem => ({
  file: `/${name}.mp4`,
  output: `/${name}.mp3`,
  state: 'done',
  words: '',
  durationSeconds: 60,
});
const progress = (fraction: number) => ({ type: 'progress', stage: 'convert', fraction }) as JobEvent;

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** A printer whose screen only keeps what it is asked to draw. */
async function start({ load = async () => {}, isVerbose = false } = {}) {
  const host = fakeHost({ isTTY: true, env: { NO_COLOR: '1' } });
  const drawings: { readonly standing: Standing; readonly lines: readonly string[] }[] = [];
  const close = vi.fn();
  const openScreen = () => ({
    draw: (standing: Standing, lines: readonly string[]) => void drawings.push({ standing, lines }),
    close,
  });
  const report = await createReporter(host, { json: false, quiet: false, verbose: isVerbose, color: false });
  const reporter = liveBatchReporter({
    ...{ stderr: host.stderr, cwd: '/', isQuiet: false, isVerbose, report, now: () => Date.now() },
    colours: await coloursFor(host.stderr, host.env, false),
    load: async () => {
      await load();
      return { openScreen };
    },
  });
  return { host, report, reporter, drawings, close, said: () => drawings.flatMap(({ lines }) => lines) };
}

describe('liveBatchReporter()', () => {
  it('prints lines while there is no screen, and loads it only once work has begun', async () => {
    const load = vi.fn(async () => {});
    const { reporter, host, said } = await start({ load });
    reporter.begin('/a.mp3', 'a.mp4');
    reporter.item('/a.mp3', done('a'));
    expect(load).not.toHaveBeenCalled();
    reporter.totals(totals);
    await vi.advanceTimersByTimeAsync(1);
    reporter.item('/b.mp3', done('b'));
    reporter.end();
    expect(host.stderr.text()).toBe('✓ a.mp4 -> a.mp3\n');
    expect(said()).toEqual(['✓ b.mp4 -> b.mp3']);
  });
  it('draws at most ten times a second', async () => {
    const { reporter, drawings } = await start();
    reporter.totals(totals);
    reporter.begin('/a.mp3', 'a.mp4');
    for (let step = 0; step < 1000; step++) {
      reporter.event('/a.mp3', progress(step / 1000));
      await vi.advanceTimersByTimeAsync(1);
    }
    expect(drawings.length).toBeGreaterThan(5);
    expect(drawings.length).toBeLessThanOrEqual(11);
    reporter.end();
  });
  it('puts what the command itself says above the screen, until it is closed', async () => {
    const { reporter, report, host, said, close } = await start();
    reporter.totals(totals);
    await vi.advanceTimersByTimeAsync(1);
    report.warn('careful');
    report.note('by the way');
    expect(host.stderr.text()).toBe('');
    report.failure({ code: 'internal', exitCode: 1, message: 'broken' });
    expect(said()).toEqual(['rapgo: warning: careful', 'by the way']);
    expect(close).toHaveBeenCalledOnce();
    expect(host.stderr.text()).toBe('rapgo: broken\n');
    reporter.end();
    expect(close).toHaveBeenCalledOnce();
  });
  it.each([
    [false, []],
    [true, ['· a.mp4 -> a.mp3  made already']],
  ])('tells of skipped files with --verbose alone (%s)', async (isVerbose, expected) => {
    const { reporter, said } = await start({ isVerbose });
    reporter.totals(totals);
    await vi.advanceTimersByTimeAsync(1);
    reporter.item('/a.mp3', { ...done('a'), state: 'skipped', words: 'made already' });
    reporter.end();
    expect(said()).toEqual(expected);
  });
  it('goes on with lines where the screen cannot be loaded', async () => {
    const { reporter, host } = await start({ load: () => Promise.reject(new Error('no ink')) });
    reporter.totals(totals);
    await vi.advanceTimersByTimeAsync(1);
    reporter.item('/a.mp3', done('a'));
    reporter.end();
    expect(host.stderr.text()).toBe('✓ a.mp4 -> a.mp3\n');
  });
  it('lets no file name move the cursor', async () => {
    const { reporter, drawings } = await start();
    reporter.begin('/x.mp3', 'x\u001b[2J.mp4');
    reporter.event('/x.mp3', progress(0));
    reporter.totals(totals);
    await vi.advanceTimersByTimeAsync(1);
    reporter.item('/x.mp3', done('x\u001b[2J'));
    reporter.end();
    expect(JSON.stringify(drawings)).not.toContain('\\u001b');
  });
});
