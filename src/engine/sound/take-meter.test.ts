import { describe, expect, it } from 'vitest';
import { createTakeMeter } from './take-meter.js';

const RATE = 48_000;
/** Bursts of a tone of a level, with noise of another between and below. */
function measured(speech: number, noise: number) {
  const meter = createTakeMeter();
  const samples = Int16Array.from({ length: 4 * RATE }, (_, n) => {
    const isOn = n % RATE < RATE / 2;
    const value = (isOn ? speech * Math.sin(n / 20) : 0) + noise * Math.sin(n * n);
    return Math.max(-32_768, Math.min(32_767, Math.round(32_767 * value)));
  });
  const bytes = new Uint8Array(samples.buffer);
  for (let at = 0; at < bytes.length; at += 1234)
    meter.add(bytes.subarray(at, Math.min(at + 1234, bytes.length)));
  return meter.measures();
}

describe('createTakeMeter()', () => {
  it('has nothing to say about a good take', () => {
    const { peakDb, speechDb, noiseDb, clippedSamples, advice } = measured(0.3, 0.001);
    expect(advice).toEqual([]);
    expect(peakDb).toBeCloseTo(20 * Math.log10(0.301), 0);
    expect(speechDb).toBeCloseTo(20 * Math.log10(0.3 / Math.SQRT2), 0);
    expect(noiseDb).toBeLessThan(-55);
    expect(clippedSamples).toBe(0);
  });
  it.each([
    ['clipped', 1.5, 0.001, /too loud and clipped/],
    ['quiet', 0.002, 0.00001, /very quiet/],
    ['noisy', 0.02, 0.02, /hardly more than noise/],
    ['silent', 0, 0, /nothing but silence/],
  ])('says what to do about a take that is %s', (_, speech, noise, words) => {
    expect(measured(speech, noise).advice.join('\n')).toMatch(words);
  });
  it('counts only samples that stand at the limit in a row', () => {
    const meter = createTakeMeter();
    meter.add(new Uint8Array(Int16Array.of(32_767, 0, 32_767, 32_767, 32_767, 32_767, 5).buffer));
    expect(meter.measures().clippedSamples).toBe(4);
  });
  it('knows no level of nothing', () => {
    expect(createTakeMeter().measures()).toMatchObject({ peakDb: null, speechDb: null, advice: [] });
  });
});
