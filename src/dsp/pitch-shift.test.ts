import { describe, expect, it } from 'vitest';
import { pitchShift } from './pitch-shift.js';

const RATE = 16_000;
const hum = Float32Array.from({ length: RATE }, (_, n) => 0.3 * Math.sin(n / 9));

describe('pitchShift()', () => {
  it('keeps the length, and at 0 semitones the bits', () => {
    const pcm = { sampleRate: RATE, channels: [hum, hum] };
    const higher = pitchShift(pcm, { semitones: 3.5 });
    expect(higher.channels.map((samples) => samples.length)).toEqual([RATE, RATE]);
    expect(pitchShift(pcm, { semitones: 0 }).channels[1]).toEqual(hum);
  });
  it('refuses shifts beyond two octaves', () => {
    for (const semitones of [25, -24.5, Number.NaN]) {
      expect(() => pitchShift({ sampleRate: RATE, channels: [hum] }, { semitones })).toThrow(RangeError);
    }
  });
});
