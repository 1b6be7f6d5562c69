import { describe, expect, it } from 'vitest';
import { createRandom } from '../random.js';
import type { Random } from '../types.js';
import { midiToHz } from '../units.js';
import { bell } from './bell.js';
import { levelAt } from './measure.js';
import type { Note } from './note.js';
import { note, oneShotContract, RATE } from './one-shot.contract.js';

const play = (one: Note, rate: number, _random: Random) => [bell(one, {}, rate)];

oneShotContract('bell', (rate, random) => play(note(76), rate, random));

describe('bell()', () => {
  it('plays the written pitch', () => {
    const [sound] = play(note(76, { durationSeconds: 1 }), RATE, createRandom(1));
    const at = (midi: number) => levelAt(sound!, midiToHz(midi), RATE, 0.1 * RATE, 0.9 * RATE);
    expect(at(76)).toBeGreaterThan(4 * at(76 + 1));
    expect(at(76)).toBeGreaterThan(4 * at(76 - 1));
  });
  it('is purer at its end than at its stroke', () => {
    const [sound] = play(note(76, { durationSeconds: 1.2 }), RATE, createRandom(1));
    const share = (from: number) => {
      const at = (ratio: number) =>
        levelAt(sound!, ratio * midiToHz(76), RATE, from * RATE, (from + 0.2) * RATE);
      return at(4.5) / at(1);
    };
    expect(share(0.9)).toBeLessThan(0.5 * share(0));
  });
});
