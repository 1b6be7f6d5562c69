import { describe, expect, it } from 'vitest';
import { absoluteQuantile } from './drum-loop.contract.js';
import { loadRecording, reasonToSkip } from './reference-meter.contract.js';
import { trackBeats } from './track-beats.js';

describe('trackBeats() on recorded songs', () => {
  for (const [name, tempoBpm] of [
    ['metal-madness-150bpm', 150],
    ['war-of-freedom-140bpm', 140],
  ] as const) {
    it(`finds tempo, beats and bars of ${name}`, ({ skip }) => {
      const reason = reasonToSkip(`music/${name}.ogg`);
      skip(reason !== '', reason);
      const [samples] = loadRecording(`music/${name}.ogg`, 1, 22_050, 200).channels;
      const track = trackBeats(samples!, 22_050);
      expect(Math.abs(track.tempoBpm / tempoBpm - 1)).toBeLessThan(0.0002);
      expect(track.isSteady).toBe(true);
      expect(track.confidence).toBeGreaterThan(0.9);
      // Both files carry the delay of an MP3 encoder and decoder: silence for 30 ms, then every sound 35 to 42 ms after
      // the beats that their makers counted from 0 s. What is wanted is the sound.
      const errors = [...track.beats].map((beat, n) => beat - (n * 60) / tempoBpm);
      const delay = [...errors].sort((one, other) => one - other)[errors.length >> 1]!;
      expect(delay).toBeGreaterThan(0.033);
      expect(delay).toBeLessThan(0.043);
      expect(
        absoluteQuantile(
          errors.map((error) => error - delay),
          0.95,
        ),
      ).toBeLessThan(0.003);
      expect([...track.downbeats].every((n) => n % 4 === 0)).toBe(true);
    });
  }
});
