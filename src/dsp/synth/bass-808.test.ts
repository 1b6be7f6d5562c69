import { describe, expect, it } from 'vitest';
import { midiToHz } from '../units.js';
import { bass808 } from './bass-808.js';
import { levelAt, rmsOf } from './measure.js';
import { note, oneShotContract, RATE } from './one-shot.contract.js';

oneShotContract('bass808', (rate) => [bass808(note(33), {}, rate)]);

describe('bass808()', () => {
  const long = (more = {}) => bass808(note(33, { durationSeconds: 1, ...more }), {}, RATE);
  it('plays the written pitch', () => {
    const at = (midi: number) => levelAt(long(), midiToHz(midi), RATE, 0.2 * RATE, RATE);
    expect(at(33)).toBeGreaterThan(3 * at(36));
    expect(at(33)).toBeGreaterThan(3 * at(30));
  });
  it('has harmonics that a small speaker plays', () => {
    const sound = bass808(note(33, { durationSeconds: 1 }), { punch: 3 }, RATE);
    const at = (hz: number) => levelAt(sound, hz, RATE, 0.1 * RATE, 0.8 * RATE);
    expect(at(165) / at(55)).toBeGreaterThan(0.1);
  });
  it('slides to where its glide says', () => {
    const slid = long({ glides: [{ toMidi: 45, atSeconds: 0.4, seconds: 0.08 }] });
    const at = (midi: number) => levelAt(slid, midiToHz(midi), RATE, 0.55 * RATE, RATE);
    expect(at(45)).toBeGreaterThan(3 * at(33));
  });
  it('has no constant part that would move the speaker', () => {
    const sound = long();
    const mean = sound.reduce((sum, x) => sum + x, 0) / sound.length;
    expect(Math.abs(mean)).toBeLessThan(0.01 * rmsOf(sound) + 1e-4);
  });
  it('refuses a note without length', () => {
    expect(() => bass808(note(33, { durationSeconds: 0 }), {}, RATE)).toThrow(RangeError);
  });
});
