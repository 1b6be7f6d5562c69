import { describe, expect, it } from 'vitest';
import type { Source } from '../convert-job/find-sources.js';
import { createSettling } from './settling.js';

const file = (bytes: number, more: Partial<Source> = {}): Source => ({
  ...{ path: '/in/a.mp4', relative: 'a.mp4', stamp: { bytes, modifiedMs: 1, inode: 1 } },
  ...more,
});

describe('createSettling()', () => {
  it('waits until a file has stayed as it is for long enough', () => {
    let now = 0;
    const settling = createSettling(1000, () => now);
    expect(settling.hasSettled(file(1))).toBe(false);
    now = 900;
    expect(settling.hasSettled(file(2))).toBe(false);
    now = 1800;
    expect(settling.hasSettled(file(2))).toBe(false);
    now = 1900;
    expect(settling.hasSettled(file(2))).toBe(true);
  });
  it('begins anew with a file that was away', () => {
    let now = 0;
    const settling = createSettling(1000, () => now);
    settling.hasSettled(file(1));
    settling.keepOnly(new Set());
    now = 5000;
    expect(settling.hasSettled(file(1))).toBe(false);
  });
  it('does not wait for what cannot be looked at', () => {
    expect(createSettling(1000, () => 0).hasSettled(file(1, { stamp: undefined }))).toBe(true);
  });
});
