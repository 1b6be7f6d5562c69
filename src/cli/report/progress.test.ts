import { describe, expect, it } from 'vitest';
import { fakeHost } from '../../../test/fake-host.js';
import { lineProgress, liveProgress } from './progress.js';

describe('lineProgress()', () => {
  it('prints one line per stage, without anything a pipe cannot hold', () => {
    const { stderr } = fakeHost();
    const progress = lineProgress(stderr, () => 0);
    for (const stage of ['decode', 'render']) {
      for (let step = 0; step <= 1000; step++) progress.show(stage, step / 1000);
    }
    progress.end();
    expect(stderr.text()).toBe('decode …\nrender …\n');
  });
  it('gives a sign of life in a long stage', () => {
    const { stderr } = fakeHost();
    let now = 0;
    const progress = lineProgress(stderr, () => now);
    for (; now <= 60_000; now += 1000) progress.show('render', now / 100_000);
    expect(stderr.text()).toBe('render …\nrender  30 %\nrender  60 %\n');
  });
});

describe('liveProgress()', () => {
  it('redraws at most ten times a second', () => {
    const { stderr } = fakeHost({ isTTY: true });
    let now = 0;
    const progress = liveProgress(stderr, () => now);
    for (; now < 1000; now += 1) progress.show('render', now / 1000);
    expect(stderr.text().split('\r').length - 1).toBe(10);
  });
  it('leaves one line per finished stage and no moving part', () => {
    const { stderr } = fakeHost({ isTTY: true });
    let now = 0;
    const progress = liveProgress(stderr, () => now);
    progress.show('decode', 0);
    now = 1500;
    progress.show('render', 0.5);
    now = 2000;
    progress.end();
    const lines = stderr.text().split('\n');
    expect(lines.map((line) => line.split('\u001b[2K').at(-1))).toEqual(['decode 1.5 s', 'render 0.5 s', '']);
  });
});
