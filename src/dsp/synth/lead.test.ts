import { describe, expect, it } from 'vitest';
import { createRandom } from '../random.js';
import type { Random } from '../types.js';
import { midiToHz } from '../units.js';
import { lead } from './lead.js';
import { levelAt } from './measure.js';
import type { Note } from './note.js';
import { note, oneShotContract, RATE } from './one-shot.contract.js';

const play = (one: Note, rate: number, _random: Random) => [lead(one, {}, rate)];

oneShotContract('lead', (rate, random) => play(note(72), rate, random));

describe('lead()', () => {
  it('plays the written pitch', () => {
    const [sound] = play(note(72, { durationSeconds: 1 }), RATE, createRandom(1));
    const at = (midi: number) => levelAt(sound!, midiToHz(midi), RATE, 0.1 * RATE, 0.9 * RATE);
    expect(at(72)).toBeGreaterThan(4 * at(72 + 1));
    expect(at(72)).toBeGreaterThan(4 * at(72 - 1));
  });
  it('slides to where its glide says', () => {
    const slid = note(72, { durationSeconds: 1, glides: [{ toMidi: 79, atSeconds: 0.3, seconds: 0.1 }] });
    const [sound] = play(slid, RATE, createRandom(1));
    const at = (midi: number) => levelAt(sound!, midiToHz(midi), RATE, 0.5 * RATE, 0.95 * RATE);
    expect(at(79)).toBeGreaterThan(4 * at(72));
  });
  it.each(['sine', 'saw', 'square'] as const)('has no aliasing to speak of as a %s', (wave) => {
    const sound = lead(note(84, { durationSeconds: 1 }), { wave, vibratoCents: 0 }, RATE);
    const at = (hz: number) => levelAt(sound, hz, RATE, 0.1 * RATE, 0.9 * RATE);
    const folded = RATE - 15 * midiToHz(84); // where the 15th harmonic would come back
    expect(at(Math.abs(folded))).toBeLessThan(0.01 * at(midiToHz(84)));
  });
});
