import { describe, expect, it } from 'vitest';
import { speakSyllables, syllableTrain } from '../../test/synthetic-voice.js';
import { ENVELOPE_HOP_SECONDS, pCentre, speechEnvelope } from './speech-envelope.js';

const tone = (hz: number): Float32Array =>
  Float32Array.from({ length: 8000 }, (_, n) => Math.sin((2 * Math.PI * hz * n) / 16_000));

const middle = (samples: Float32Array): number => speechEnvelope(samples, 16_000).rms[250]!;

describe('speechEnvelope()', () => {
  it('is the RMS of a tone in its band', () => expect(middle(tone(1000))).toBeCloseTo(Math.SQRT1_2, 1));
  it('hears neither hum nor hiss', () => {
    expect(middle(tone(50))).toBeLessThan(0.05);
    expect(middle(tone(7500))).toBeLessThan(0.08);
  });
  it('has one value per millisecond, whatever the rate', () => {
    expect(speechEnvelope(new Float32Array(8000), 16_000).rms).toHaveLength(500);
    expect(speechEnvelope(new Float32Array(22_050), 44_100).rms).toHaveLength(500);
    expect(speechEnvelope(new Float32Array(0), 16_000).rms).toHaveLength(0);
  });
  it('is zero for silence', () =>
    expect(Math.max(...speechEnvelope(new Float32Array(8000), 16_000).rms)).toBe(0));
  it('rises where the sound begins', () => {
    const late = tone(1000).fill(0, 0, 4000);
    const { rms } = speechEnvelope(late, 16_000);
    expect(rms[245]).toBe(0);
    expect(rms[250]! / rms[300]!).toBeCloseTo(Math.SQRT1_2, 1); // half of its window sounds
    expect(rms[256]! / rms[300]!).toBeCloseTo(1, 1);
  });
});

describe('pCentre()', () => {
  const train = syllableTrain(12, 0.25, 0.4, 3);
  const envelope = speechEnvelope(speakSyllables(train, 4), 16_000);
  for (const off of [-0.025, 0, 0.025]) {
    it(`lies within 10 ms of the vowel's rise, asked ${1000 * off} ms beside it`, () => {
      for (const { atSeconds } of train) {
        expect(Math.abs(pCentre(envelope, atSeconds + off) - atSeconds)).toBeLessThan(0.01);
      }
    });
  }
  it('does not depend on the level', () => {
    const soft = speechEnvelope(
      speakSyllables(train, 4).map((x) => 0.01 * x),
      16_000,
    );
    for (const { atSeconds } of train) expect(pCentre(soft, atSeconds)).toBe(pCentre(envelope, atSeconds));
  });
  it('leaves the place alone where nothing rises, at the ends too', () => {
    const flat = { rms: new Float32Array(200) };
    for (const at of [0, 0.05, 0.199]) {
      expect(Math.abs(pCentre(flat, at) - at)).toBeLessThanOrEqual(ENVELOPE_HOP_SECONDS / 2);
    }
  });
});
