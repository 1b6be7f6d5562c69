import { describe, expect, it } from 'vitest';
import { speakVowel } from '../../test/synthetic-voice.js';
import { analyseSpeech } from './analyse-speech.js';
import { isHeldVoice } from './held-voice.js';
import { createRandom } from './random.js';
import { bass808 } from './synth/bass-808.js';
import { brass } from './synth/brass.js';
import type { Note } from './synth/note.js';
import { pluck } from './synth/pluck.js';
import { strings } from './synth/strings.js';

const RATE = 16_000;
const LENGTH = 2 * RATE;
const isVoice = (samples: Float32Array): boolean => isHeldVoice(analyseSpeech(samples, RATE));
/** As voices do: a slow drift and a little tremble. */
const sung = (hz: number) => (seconds: number) =>
  hz * 2 ** (0.05 * Math.sin(seconds) + 0.004 * Math.sin(34 * seconds));
/** Twelve harmonics with a pitch of its own. */
function harmonics(hzAt: (seconds: number) => number): Float32Array {
  let phase = 0;
  return Float32Array.from({ length: LENGTH }, (_, n) => {
    phase += (2 * Math.PI * hzAt(n / RATE)) / RATE;
    let sum = 0;
    for (let k = 1; k <= 12; k++) sum += Math.sin(k * phase) / (12 * k);
    return sum;
  });
}
const note = (midi: number, more: Partial<Note> = {}): Note => ({
  midi,
  durationSeconds: 2,
  velocity: 0.8,
  ...more,
});
const slide = { glides: [{ toMidi: 38, atSeconds: 0.2, seconds: 1.5 }] };

describe('isHeldVoice()', () => {
  it.each([85, 110, 160, 220, 330])('knows four of five vowels that are sung at %i Hz', (hz) => {
    const known = [0, 1, 2, 3, 4].filter((vowel) => isVoice(speakVowel(LENGTH, RATE, vowel, sung(hz))));
    expect(known.length).toBeGreaterThanOrEqual(4);
  });
  it('takes no steady tone for a voice', () => {
    for (const hz of [98, 147.3, 220]) expect(isVoice(harmonics(() => hz)), `${hz} Hz`).toBe(false);
  });
  it('takes no chord, no string that is plucked and no bass for a voice', () => {
    const random = createRandom(3);
    const chord = [note(57), note(60), note(64)] as const;
    const sounds = {
      bass: bass808(note(33, slide), {}, RATE),
      pluck: pluck(note(50), {}, RATE, random),
      brass: brass(chord, {}, RATE, random)[0],
      strings: strings(chord, {}, RATE, random)[0],
    };
    for (const [name, samples] of Object.entries(sounds)) expect(isVoice(samples), name).toBe(false);
  });
  it('takes no noise, no silence and nothing very short for a voice', () => {
    const random = createRandom(1);
    expect(isVoice(Float32Array.from({ length: LENGTH }, () => random() - 0.5))).toBe(false);
    expect(isVoice(new Float32Array(LENGTH))).toBe(false);
    expect(isVoice(speakVowel(RATE / 4, RATE, 0, sung(110)))).toBe(false);
  });
});
