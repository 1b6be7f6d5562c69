import { describe, expect, it } from 'vitest';
import { createRandom } from '../random.js';
import type { Random } from '../types.js';
import { midiToHz } from '../units.js';
import { levelAt } from './measure.js';
import type { Note } from './note.js';
import { note, oneShotContract, RATE } from './one-shot.contract.js';
import { synthBass } from './synth-bass.js';

const play = (one: Note, rate: number, _random: Random) => [synthBass(one, {}, rate)];

oneShotContract('synthBass', (rate, random) => play(note(35), rate, random));

describe('synthBass()', () => {
  it('plays the written pitch', () => {
    const [sound] = play(note(35, { durationSeconds: 1 }), RATE, createRandom(1));
    const at = (midi: number) => levelAt(sound!, midiToHz(midi), RATE, 0.1 * RATE, 0.9 * RATE);
    expect(at(35)).toBeGreaterThan(4 * at(35 + 1));
    expect(at(35)).toBeGreaterThan(4 * at(35 - 1));
  });
  it('closes its filter after the stroke', () => {
    const [sound] = play(note(35, { durationSeconds: 1.5 }), RATE, createRandom(1));
    const high = (from: number) => levelAt(sound!, 10 * midiToHz(35), RATE, from * RATE, (from + 0.2) * RATE);
    expect(high(1)).toBeLessThan(0.5 * high(0.01));
  });
});
