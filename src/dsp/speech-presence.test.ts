import { describe, expect, it } from 'vitest';
import { speakSyllables, syllableTrain } from '../../test/synthetic-voice.js';
import { analyseSpeech, SPEECH_RATE } from './analyse-speech.js';
import { createRandom } from './random.js';
import { soundKind } from './speech-presence.js';

const kindOf = (samples: Float32Array) =>
  soundKind(samples, SPEECH_RATE, analyseSpeech(samples, SPEECH_RATE));
const seconds = (length: number, sampleAt: (n: number) => number): Float32Array =>
  Float32Array.from({ length: length * SPEECH_RATE }, (_, n) => sampleAt(n));

describe('soundKind()', () => {
  it('calls syllables of several vowels speech, loud and soft', () => {
    const samples = speakSyllables(syllableTrain(16, 0.2, 0.3, 5), 4);
    expect(kindOf(samples)).toBe('speech');
    expect(kindOf(samples.map((x) => x / 50))).toBe('speech');
  });
  it('calls silence silence', () => expect(kindOf(new Float32Array(SPEECH_RATE))).toBe('silence'));
  it('does not take noise for speech', () => {
    const random = createRandom(3);
    expect(kindOf(seconds(4, () => random() - 0.5))).not.toBe('speech');
  });
  it('does not take a tone that comes and goes, always alike, for speech', () => {
    const beeps = seconds(
      4,
      (n) => (n % 4000 < 2400 ? 0.3 : 0) * Math.sin((2 * Math.PI * 150 * n) / SPEECH_RATE),
    );
    expect(kindOf(beeps)).not.toBe('speech');
  });
});
