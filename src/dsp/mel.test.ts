import { describe, expect, it } from 'vitest';
import { melSpectrogram } from './mel.js';

const OPTIONS = { hopSeconds: 0.01, windowSeconds: 0.025, bands: 24, lowHz: 100, highHz: 7000 } as const;

const tone = (hz: number, sampleRate: number, amplitude = 0.5, seconds = 0.2): Float32Array =>
  Float32Array.from(
    { length: Math.round(seconds * sampleRate) },
    (_, n) => amplitude * Math.sin((2 * Math.PI * hz * n) / sampleRate),
  );

/** Band number, fractional, of a frequency: HTK's mel scale cut evenly. */
const bandOf = (hz: number): number => {
  const mel = (f: number): number => 2595 * Math.log10(1 + f / 700);
  return ((mel(hz) - mel(100)) / (mel(7000) - mel(100))) * 25 - 1;
};

const loudestBand = (data: Float32Array, frame: number, bands: number): number => {
  const levels = data.subarray(frame * bands, (frame + 1) * bands);
  return levels.indexOf(Math.max(...levels));
};

describe('melSpectrogram()', () => {
  for (const sampleRate of [16_000, 22_050, 44_100]) {
    it(`puts a tone into the band of its frequency at ${sampleRate} Hz`, () => {
      for (const hz of [300, 1000, 3000, 6000]) {
        const { data, bins } = melSpectrogram(tone(hz, sampleRate), sampleRate, OPTIONS);
        expect(Math.abs(loudestBand(data, 10, bins) - bandOf(hz))).toBeLessThan(0.6);
      }
    });
  }
  it('has a frame every hop, the first and the last at the ends', () => {
    for (const [length, frames] of [
      [0, 1],
      [159, 1],
      [160, 2],
      [1600, 11],
    ] as const) {
      const spectrogram = melSpectrogram(new Float32Array(length), 16_000, OPTIONS);
      expect(spectrogram).toMatchObject({ frames, bins: 24 });
      expect(spectrogram.data).toHaveLength(frames * 24);
    }
  });
  it('centres frame t on sample t·hop', () => {
    const click = new Float32Array(3200);
    click[1600] = 1;
    const { data, frames, bins } = melSpectrogram(click, 16_000, OPTIONS);
    const sums = Array.from({ length: frames }, (_, t) =>
      data.subarray(t * bins, (t + 1) * bins).reduce((sum, x) => sum + x, 0),
    );
    expect(sums.indexOf(Math.max(...sums))).toBe(10);
    expect(sums[9]! / sums[11]!).toBeCloseTo(1, 1);
  });
  it('is power: twice the amplitude gives four times as much', () => {
    const [soft, loud] = [0.25, 0.5].map((a) => melSpectrogram(tone(1000, 16_000, a), 16_000, OPTIONS).data);
    const at = 10 * 24 + loudestBand(loud!, 10, 24);
    expect(loud![at]! / soft![at]!).toBeCloseTo(4, 5);
  });
  it('is zero for silence and in bands above half the sample rate', () => {
    expect(Math.max(...melSpectrogram(new Float32Array(1600), 16_000, OPTIONS).data)).toBe(0);
    const { data } = melSpectrogram(tone(1000, 8000), 8000, OPTIONS);
    const aboveHalf = Math.ceil(bandOf(4000)) + 1;
    expect(Math.max(...data.subarray(10 * 24 + aboveHalf, 11 * 24))).toBe(0);
  });
  it('refuses durations, bands and ranges that are none', () => {
    const samples = new Float32Array(100);
    for (const wrong of [{ hopSeconds: 0 }, { windowSeconds: -1 }, { bands: 0 }, { lowHz: 8000 }]) {
      expect(() => melSpectrogram(samples, 16_000, { ...OPTIONS, ...wrong })).toThrow(RangeError);
    }
  });
});
