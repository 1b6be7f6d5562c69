import { describe, expect, it } from 'vitest';
import { checkRequest } from './format-limits.js';

const nothing = { quality: null, sampleRate: null, channelCount: null };

describe('checkRequest()', () => {
  it('lets through what a format can do', () => {
    checkRequest({ ...nothing, format: 'mp3', quality: { vbr: 0 }, sampleRate: 48_000, channelCount: 2 });
    checkRequest({ ...nothing, format: 'flac', sampleRate: 192_000, channelCount: 8 });
    checkRequest({ ...nothing, format: 'opus', quality: { kbps: 24 } });
  });
  it.each([
    [{ format: 'mp3', sampleRate: 96_000 }, '96000 Hz'],
    [{ format: 'mp3', channelCount: 6 }, 'at most 2'],
    [{ format: 'wav', quality: { kbps: 192 } }, 'loses nothing'],
    [{ format: 'opus', quality: { vbr: 2 } }, 'no steps'],
  ] as const)('refuses %j', (wish, words) => {
    const refusal = expect.objectContaining({
      code: 'request/unmet',
      message: expect.stringContaining(words),
    });
    expect(() => checkRequest({ ...nothing, ...wish })).toThrow(refusal);
  });
});
