import { describe, expect, it } from 'vitest';
import type { TimeStretcher } from './vocoder/types.js';
import { wholeForm } from './whole-form.js';

/** Holds back the last sample until the end. */
const late = (): TimeStretcher => {
  let held = new Float32Array(0);
  return {
    process([samples]) {
      held = samples!.slice(-1);
      return [samples!.slice(0, -1)];
    },
    flush: () => [held],
  };
};

describe('wholeForm()', () => {
  it('joins what comes at once and what comes at the end', () => {
    const pcm = { sampleRate: 8000, channels: [Float32Array.of(1, 2, 3)] };
    expect(wholeForm(pcm, late)).toEqual(pcm);
  });
  it('refuses a sound without channels, and samples that are no numbers', () => {
    expect(() => wholeForm({ sampleRate: 8000, channels: [] }, late)).toThrow('channel');
    const broken = Float32Array.of(0, Number.POSITIVE_INFINITY);
    expect(() => wholeForm({ sampleRate: 8000, channels: [broken] }, late)).toThrow('sample 1');
  });
});
