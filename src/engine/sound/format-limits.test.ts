import { describe, expect, it } from 'vitest';
import { checkFormat } from './format-limits.js';

describe('checkFormat()', () => {
  it('lets wav and flac hold anything that can be worked on', () => {
    for (const rate of [8000, 11_025, 192_000]) {
      expect([checkFormat('wav', rate, 8), checkFormat('flac', rate, 8)]).toEqual([undefined, undefined]);
    }
  });
  it('says where a rate will not be kept', () => {
    expect(checkFormat('mp3', 96_000, 2)).toContain('96000 Hz');
    expect(checkFormat('m4a', 192_000, 2)).toContain('192000 Hz');
    expect(checkFormat('mp3', 44_100, 2)).toBeUndefined();
  });
  it('refuses channels there is no room for: nothing is mixed down unasked', () => {
    expect(() => checkFormat('mp3', 44_100, 8)).toThrow(expect.objectContaining({ code: 'request/unmet' }));
  });
});
