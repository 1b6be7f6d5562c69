import { describe, expect, it } from 'vitest';
import { createRandom } from '../random.js';
import { createPitchShifter, type PitchShifterOptions } from './pitch-shifter.js';

const RATE = 44_100;

/** Shifts in pieces of the given lengths, over and over. */
function shift(
  channels: readonly Float32Array[],
  options: Pick<PitchShifterOptions, 'semitones' | 'formants' | 'engine'>,
  lengths: readonly number[] = [100_000],
): Float32Array[] {
  const shifter = createPitchShifter({ channelCount: channels.length, sampleRate: RATE, ...options });
  const parts: Float32Array[][] = [];
  for (let n = 0, i = 0; n < channels[0]!.length; n += lengths[i++ % lengths.length]!) {
    parts.push(shifter.process(channels.map((c) => c.subarray(n, n + lengths[i % lengths.length]!))));
  }
  parts.push(shifter.flush());
  return channels.map((_, c) => Float32Array.from(parts.flatMap((part) => [...part[c]!])));
}

const tone = (length: number, hz: number): Float32Array =>
  Float32Array.from({ length }, (_, n) => 0.5 * Math.sin((2 * Math.PI * hz * n) / RATE));

/** Level of one frequency in the middle of a sound, dB re full scale. */
function levelAt(samples: Float32Array, hz: number): number {
  const [from, length] = [samples.length >> 2, samples.length >> 1];
  let [re, im] = [0, 0];
  for (let n = 0; n < length; n++) {
    const weight = 1 - Math.cos((2 * Math.PI * n) / length);
    re += weight * samples[from + n]! * Math.cos((2 * Math.PI * hz * n) / RATE);
    im += weight * samples[from + n]! * Math.sin((2 * Math.PI * hz * n) / RATE);
  }
  return 20 * Math.log10((2 * Math.sqrt(re * re + im * im)) / length);
}

describe('createPitchShifter()', () => {
  it('moves a tone by the interval and nothing else', () => {
    for (const semitones of [-12, -5, 4, 7.5]) {
      for (const formants of ['keep', 'move'] as const) {
        const [out] = shift([tone(100_000, 440)], { semitones, formants, engine: 'music' });
        expect(out).toHaveLength(100_000);
        const level = levelAt(out!, 440 * 2 ** (semitones / 12));
        expect(Math.abs(level + 6.02)).toBeLessThan(formants === 'move' ? 0.05 : 1);
        expect(levelAt(out!, 440)).toBeLessThan(level - 50);
      }
    }
  });
  it('keeps formants where they are, or takes them along', () => {
    // every harmonic of 110 Hz, those around 1100 Hz strongest
    const vowel = new Float32Array(120_000);
    for (let h = 1; h < 60; h++) {
      const weight = 0.02 / (1 + ((h * 110 - 1100) / 200) ** 2);
      for (let n = 0; n < vowel.length; n++)
        vowel[n]! += weight * Math.sin((2 * Math.PI * h * 110 * n) / RATE + h * h);
    }
    const centreOf = (samples: Float32Array, f0: number): number => {
      let [sum, total] = [0, 0];
      for (let h = 4; h * f0 < 2200; h++) {
        const power = 10 ** (levelAt(samples, h * f0) / 10);
        sum += power * h * f0;
        total += power;
      }
      return sum / total;
    };
    const ratio = 2 ** (5 / 12);
    const options = { semitones: 5, engine: 'voice' } as const;
    const [kept] = shift([vowel], { ...options, formants: 'keep' });
    const [moved] = shift([vowel], { ...options, formants: 'move' });
    expect(centreOf(kept!, 110 * ratio) / centreOf(vowel, 110)).toBeCloseTo(1, 1);
    expect(centreOf(moved!, 110 * ratio) / centreOf(vowel, 110)).toBeCloseTo(ratio, 1);
  });
  it('gives the same bits however the sound is cut, to the sample as many', () => {
    const random = createRandom(4);
    const samples = Float32Array.from({ length: 40_000 }, (_, n) => 0.3 * Math.sin(n / 20) + 0.1 * random());
    for (const semitones of [-7, 3]) {
      const options = { semitones, formants: 'keep', engine: 'voice' } as const;
      const whole = shift([samples], options);
      const cut = shift([samples], options, [1, 900, 37, 5000]);
      expect(cut[0]).toHaveLength(40_000);
      expect(cut[0]!.every((x, n) => Object.is(x, whole[0]![n]))).toBe(true);
    }
  });
  it('copies the bits at 0 semitones', () => {
    const samples = tone(5000, 300);
    const out = shift([samples, samples], { semitones: 0, formants: 'keep', engine: 'music' }, [999]);
    expect(out).toEqual([samples, samples]);
  });
  it('refuses shifts beyond two octaves', () => {
    const options = { channelCount: 1, sampleRate: RATE, formants: 'move', engine: 'music' } as const;
    expect(() => createPitchShifter({ ...options, semitones: 24.1 })).toThrow(RangeError);
  });
});
