import { describe, expect, it } from 'vitest';
import { createRandom } from '../random.js';
import type { Random } from '../types.js';
import { midiToHz } from '../units.js';
import { levelAt } from './measure.js';
import type { Note } from './note.js';
import { note, oneShotContract, RATE } from './one-shot.contract.js';
import { pluck } from './pluck.js';

const play = (one: Note, rate: number, random: Random) => [pluck(one, {}, rate, random)];

oneShotContract('pluck', (rate, random) => play(note(64), rate, random));

describe('pluck()', () => {
  it('plays the written pitch', () => {
    const [sound] = play(note(64, { durationSeconds: 1 }), RATE, createRandom(1));
    const at = (midi: number) => levelAt(sound!, midiToHz(midi), RATE, 0.1 * RATE, 0.9 * RATE);
    expect(at(64)).toBeGreaterThan(4 * at(64 + 1));
    expect(at(64)).toBeGreaterThan(4 * at(64 - 1));
  });
  it.each([48, 60, 79])('is in tune at MIDI %i within 5 cents', (midi) => {
    const [sound] = play(note(midi, { durationSeconds: 1 }), RATE, createRandom(1));
    const at = (cents: number) => levelAt(sound!, midiToHz(midi + cents / 100), RATE, 0.05 * RATE, RATE);
    const best = Array.from({ length: 41 }, (_, i) => i - 20).reduce((a, b) => (at(b) > at(a) ? b : a));
    expect(Math.abs(best)).toBeLessThanOrEqual(5);
  });
});
