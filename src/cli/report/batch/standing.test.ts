import { describe, expect, it } from 'vitest';
import type { JobEvent } from '../../../engine/events.js';
import { BatchStanding } from './standing.js';

const progress = { type: 'progress', stage: 'convert', fraction: 0.5 } as JobEvent;

describe('BatchStanding', () => {
  it('says how fast all lanes are together', () => {
    let now = 0;
    const standing = new BatchStanding(() => now);
    standing.begin('a', 'a.mp4');
    standing.begin('b', 'b.mp4');
    for (const key of ['a', 'b']) standing.event(key, progress);
    now = 10_000;
    const over = { file: '/a.mp4', output: '/a.mp3', state: 'done', words: '' } as const;
    standing.item('a', { ...over, durationSeconds: 200 });
    // One lane did 200 s in 10 s; the other, as far as one knows, goes as fast.
    expect(standing.show(false).words).toContain('40× real time');
  });
  it('says how long it will take, by what was done of late', () => {
    let now = 0;
    const standing = new BatchStanding(() => now);
    for (; now <= 10_000; now += 250) {
      standing.totals({ files: 3, bytes: 4000, isCounted: true, filesDone: 1, bytesDone: now / 10 });
    }
    expect(standing.show(false).words).toEqual(['1 of 3 files', '30 s left']);
    expect(standing.show(true).words).toEqual(['1 of 3 files', 'in 10 s']);
  });
  it('shows a file when its work has begun, not when it is looked at', () => {
    const standing = new BatchStanding(() => 0);
    standing.begin('a', 'a.mp4');
    expect(standing.show(false).files).toEqual([]);
    standing.event('a', progress);
    expect(standing.show(false).files).toMatchObject([{ name: 'a.mp4', fraction: 0.5 }]);
  });
  it('promises nothing while files are still being counted', () => {
    const standing = new BatchStanding(() => 0);
    standing.totals({ files: 3, bytes: 4000, isCounted: false, filesDone: 1, bytesDone: 10 });
    expect(standing.show(false)).toMatchObject({ words: ['1 of 3+ files'], share: undefined });
  });
});
