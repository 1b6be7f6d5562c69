import { describe, expect, it } from 'vitest';
import type { TimeStretcher } from './vocoder/types.js';
import { wholeForm } from './whole-form.js';

/** Holds back the last sample until the end. */
const late = (): TimeStretcher => {
  let held = new Float32Array(0);
  return {
    latency: 1,
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
  it('gives long sounds in pieces', () => {
    const long = Float32Array.from({ length: 200_000 }, (_, n) => n);
    const passed: TimeStretcher = {
      latency: 0,
      process: (channels) => [...channels],
      flush: () => [new Float32Array(1)],
    };
    const [out] = wholeForm({ sampleRate: 8000, channels: [long] }, () => passed).channels;
    expect(out).toHaveLength(200_001);
    expect(out!.subarray(0, 200_000)).toEqual(long);
  });
  it('refuses a sound without channels', () => {
    expect(() => wholeForm({ sampleRate: 8000, channels: [] }, late)).toThrow('channel');
  });
});
