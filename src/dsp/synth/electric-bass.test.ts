import { describe, expect, it } from 'vitest';
import { createRandom } from '../random.js';
import type { Random } from '../types.js';
import { midiToHz } from '../units.js';
import { electricBass } from './electric-bass.js';
import { levelAt } from './measure.js';
import type { Note } from './note.js';
import { note, oneShotContract, RATE } from './one-shot.contract.js';

const play = (one: Note, rate: number, random: Random) => [electricBass(one, {}, rate, random)];

oneShotContract('electricBass', (rate, random) => play(note(35), rate, random));

describe('electricBass()', () => {
  it('plays the written pitch', () => {
    const [sound] = play(note(35, { durationSeconds: 1 }), RATE, createRandom(1));
    const at = (midi: number) => levelAt(sound!, midiToHz(midi), RATE, 0.1 * RATE, 0.9 * RATE);
    expect(at(35)).toBeGreaterThan(4 * at(35 + 1));
    expect(at(35)).toBeGreaterThan(4 * at(35 - 1));
  });
  it('loses its harmonics before its fundamental', () => {
    const [sound] = play(note(35, { durationSeconds: 1.5 }), RATE, createRandom(1));
    const share = (from: number) => {
      const at = (k: number) => levelAt(sound!, k * midiToHz(35), RATE, from * RATE, (from + 0.3) * RATE);
      return at(5) / at(1);
    };
    expect(share(1)).toBeLessThan(share(0.02));
  });
});
