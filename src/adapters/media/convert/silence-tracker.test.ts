import { describe, expect, it } from 'vitest';
import { createSilenceTracker } from './silence-tracker.js';

function rangeOf(lines: readonly string[], end: number) {
  const tracker = createSilenceTracker();
  for (const line of lines) tracker.hear(`[silencedetect @ 0x5] ${line}`);
  return tracker.soundRange(end);
}

describe('createSilenceTracker()', () => {
  it('takes all where nothing is silent', () => {
    expect(rangeOf([], 8)).toEqual({ soundFrom: 0, soundTo: 8 });
  });
  it('leaves out silence at the ends, and none in between', () => {
    const lines = [
      'silence_start: -0.01',
      'silence_end: 1.5 | silence_duration: 1.51',
      'silence_start: 3',
      'silence_end: 4 | silence_duration: 1',
      'silence_start: 7.2',
    ];
    expect(rangeOf(lines, 8)).toEqual({ soundFrom: 1.5, soundTo: 7.2 });
    expect(rangeOf([...lines, 'silence_end: 8 | silence_duration: 0.8'], 8)).toEqual({
      soundFrom: 1.5,
      soundTo: 7.2,
    });
    expect(rangeOf(lines.slice(0, 4), 8)).toEqual({ soundFrom: 1.5, soundTo: 8 });
  });
  it('has no sound where all is silent', () => {
    expect(rangeOf(['silence_start: 0'], 8)).toEqual({ soundFrom: 0, soundTo: 0 });
    expect(rangeOf(['silence_start: 0', 'silence_end: 8'], 8)).toEqual({ soundFrom: 0, soundTo: 0 });
  });
});
