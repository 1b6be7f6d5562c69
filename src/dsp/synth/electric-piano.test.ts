import { describe, expect, it } from 'vitest';
import { createRandom } from '../random.js';
import type { Random } from '../types.js';
import { midiToHz } from '../units.js';
import { electricPiano } from './electric-piano.js';
import { levelAt } from './measure.js';
import type { Note } from './note.js';
import { note, oneShotContract, RATE } from './one-shot.contract.js';

const play = (one: Note, rate: number, random: Random) => electricPiano(one, {}, rate, random);

oneShotContract('electricPiano', (rate, random) => play(note(60), rate, random));

describe('electricPiano()', () => {
  it('plays the written pitch', () => {
    const [sound] = play(note(60, { durationSeconds: 1 }), RATE, createRandom(1));
    const at = (midi: number) => levelAt(sound!, midiToHz(midi), RATE, 0.1 * RATE, 0.9 * RATE);
    expect(at(60)).toBeGreaterThan(4 * at(60 + 1));
    expect(at(60)).toBeGreaterThan(4 * at(60 - 1));
  });
  it('swings between the sides', () => {
    const [left, right] = electricPiano(note(60), { tremoloDepth: 0.8 }, RATE, createRandom(1));
    expect(left).not.toEqual(right);
    const still = electricPiano(note(60), { tremoloDepth: 0 }, RATE, createRandom(1));
    expect(still[0]).toEqual(still[1]);
  });
});
