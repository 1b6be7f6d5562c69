import { describe, expect, it } from 'vitest';
import { speakVowel } from '../../../test/synthetic-voice.js';
import { createRandom } from '../random.js';
import { chooseEngine } from './choose-engine.js';

const RATE = 22_050;

describe('chooseEngine()', () => {
  it('takes music for what is no speech, whatever its length', () => {
    const random = createRandom(1);
    const noise = Float32Array.from({ length: 2 * RATE }, () => random() - 0.5);
    for (const samples of [noise, new Float32Array(RATE), new Float32Array(0), noise.subarray(0, 100)]) {
      expect(chooseEngine({ sampleRate: RATE, channels: [samples, samples] })).toBe('music');
    }
    const held = speakVowel(2 * RATE, RATE, 0, () => 110);
    expect(chooseEngine({ sampleRate: RATE, channels: [held] })).toBe('music');
  });
});
