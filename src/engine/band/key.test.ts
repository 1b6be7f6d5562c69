import { describe, expect, it } from 'vitest';
import { hzToMidi } from '../../dsp/units.js';
import { keyForVoice, relativeKey } from './key.js';

describe('keyForVoice()', () => {
  it('makes the voice’s pitch the tonic or the fifth', () => {
    for (let hz = 70; hz < 350; hz += 3) {
      const { tonic } = keyForVoice(hz);
      const spoken = Math.round(hzToMidi(hz)) % 12;
      expect([tonic, (tonic + 7) % 12]).toContain(spoken);
    }
  });
  it('takes the tonic whose root suits a bass', () => {
    expect(keyForVoice(110).tonic).toBe(9); // A, not D
    expect(keyForVoice(130.8).tonic).toBe(5); // C is the fifth of F
  });
  it('is minor unless asked, and A for a voice without pitch', () => {
    expect(keyForVoice(Number.NaN)).toEqual({ tonic: 9, mode: 'minor' });
    expect(keyForVoice(200, 'major').mode).toBe('major');
  });
});

describe('relativeKey()', () => {
  it('keeps the notes and changes the mode', () => {
    expect(relativeKey({ tonic: 9, mode: 'minor' }, 'major')).toEqual({ tonic: 0, mode: 'major' });
    expect(relativeKey({ tonic: 0, mode: 'major' }, 'minor')).toEqual({ tonic: 9, mode: 'minor' });
    expect(relativeKey({ tonic: 5, mode: 'minor' }, 'minor')).toEqual({ tonic: 5, mode: 'minor' });
  });
});
