import { describe, expect, it } from 'vitest';
import { createRandom } from '../random.js';
import type { Random } from '../types.js';
import { midiToHz } from '../units.js';
import { levelAt } from './measure.js';
import type { Note } from './note.js';
import { note, oneShotContract, RATE } from './one-shot.contract.js';
import { piano } from './piano.js';

const play = (one: Note, rate: number, random: Random) => piano(one, {}, rate, random);

oneShotContract('piano', (rate, random) => play(note(60), rate, random));

describe('piano()', () => {
  it('plays the written pitch', () => {
    const [sound] = play(note(60, { durationSeconds: 1 }), RATE, createRandom(1));
    const at = (midi: number) => levelAt(sound!, midiToHz(midi), RATE, 0.1 * RATE, 0.9 * RATE);
    expect(at(60)).toBeGreaterThan(4 * at(60 + 1));
    expect(at(60)).toBeGreaterThan(4 * at(60 - 1));
  });
  it('decays', () => {
    const [sound] = play(note(60, { durationSeconds: 2 }), RATE, createRandom(1));
    const at = (from: number) => levelAt(sound!, midiToHz(60), RATE, from * RATE, (from + 0.3) * RATE);
    expect(at(1.5)).toBeLessThan(0.6 * at(0.05));
  });
});
