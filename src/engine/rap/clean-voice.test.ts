import { describe, expect, it } from 'vitest';
import { applyGains, phraseGains, removeRumble } from './clean-voice.js';

const RATE = 8000;

const sine = (hz: number, seconds: number, amplitude = 1): Float32Array =>
  Float32Array.from(
    { length: Math.round(seconds * RATE) },
    (_, n) => amplitude * Math.sin((2 * Math.PI * hz * n) / RATE),
  );

const rmsDb = (samples: Float32Array, from: number, to: number): number => {
  const part = samples.subarray(Math.round(from * RATE), Math.round(to * RATE));
  return 10 * Math.log10(part.reduce((sum, x) => sum + x * x, 0) / part.length);
};

describe('removeRumble()', () => {
  it('takes hum and offsets out and leaves the voice', () => {
    const [hum, voice] = [sine(20, 2), sine(300, 2)];
    const offset = new Float32Array(2 * RATE).fill(0.5);
    for (const sound of [hum, voice, offset]) removeRumble(sound, RATE);
    expect(rmsDb(hum, 1, 2)).toBeLessThan(-20);
    expect(rmsDb(voice, 1, 2)).toBeCloseTo(-3, 1);
    expect(rmsDb(offset, 1, 2)).toBeLessThan(-80);
  });
});

const PHRASES = [
  { start: 0.2, end: 1 },
  { start: 1.5, end: 2 },
];

/** A loud phrase and one 26 dB softer, with little between. */
const speech = (): Float32Array => {
  const voice = sine(300, 2.5, 0.001);
  voice.set(sine(300, 0.8, 0.5), Math.round(0.2 * RATE));
  voice.set(sine(300, 0.5, 0.025), Math.round(1.5 * RATE));
  return voice;
};

describe('phraseGains()', () => {
  it('brings every phrase to one level', () => {
    const voice = speech();
    applyGains(voice, RATE, phraseGains(voice, RATE, PHRASES));
    expect(rmsDb(voice, 0.2, 1)).toBeCloseTo(-20, 1);
    expect(rmsDb(voice, 1.5, 2)).toBeCloseTo(-20, 1);
  });
  it('raises silence by no more than 40 dB', () => {
    const [gain] = phraseGains(new Float32Array(RATE), RATE, [{ start: 0, end: 1 }]);
    expect(gain!.gainDb).toBe(40);
  });
});

describe('applyGains()', () => {
  it('changes no gain within a phrase', () => {
    const before = speech();
    const after = Float32Array.from(before);
    applyGains(after, RATE, phraseGains(before, RATE, PHRASES));
    for (const { start, end } of PHRASES) {
      const gains = Array.from(before, (x, n) => after[n]! / x).filter(
        (gain, n) =>
          n >= start * RATE && n < end * RATE && Number.isFinite(gain) && Math.abs(before[n]!) > 1e-3,
      );
      expect(Math.max(...gains) / Math.min(...gains)).toBeLessThan(1.001);
    }
  });
  it('moves from one gain to the next in the pause, without a jump', () => {
    const ones = new Float32Array(Math.round(2.5 * RATE)).fill(1);
    applyGains(ones, RATE, [
      { ...PHRASES[0]!, gainDb: 0 },
      { ...PHRASES[1]!, gainDb: 20 },
    ]);
    expect(ones[Math.round(1.2 * RATE)]).toBe(1);
    expect(ones[Math.round(1.35 * RATE)]).toBeCloseTo(10, 5);
    const steps = ones.subarray(1).map((x, n) => Math.abs(x - ones[n]!));
    expect(Math.max(...steps)).toBeLessThan(0.05);
  });
  it('reaches from the first sample to the last, and changes nothing without phrases', () => {
    const ones = new Float32Array(2 * RATE).fill(1);
    applyGains(ones, RATE, [{ start: 0.5, end: 1, gainDb: 6.0206 }]);
    expect(Math.min(...ones)).toBeCloseTo(2, 4);
    expect(Math.max(...ones)).toBeCloseTo(2, 4);
    const alone = new Float32Array(10).fill(1);
    applyGains(alone, RATE, []);
    expect([...alone]).toEqual(new Array<number>(10).fill(1));
  });
});
