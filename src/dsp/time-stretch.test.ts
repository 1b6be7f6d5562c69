import { describe, expect, it } from 'vitest';
import { createTimeMap } from './time-map.js';
import { timeStretch } from './time-stretch.js';

const RATE = 16_000;
const hum = Float32Array.from({ length: RATE }, (_, n) => 0.3 * Math.sin(n / 9));

describe('timeStretch()', () => {
  it('makes a sound as long as asked, by ratio or along a map', () => {
    const pcm = { sampleRate: RATE, channels: [hum, hum] };
    const longer = timeStretch(pcm, { ratio: 1.5 });
    expect(longer.sampleRate).toBe(RATE);
    expect(longer.channels.map((samples) => samples.length)).toEqual([24_000, 24_000]);
    const map = createTimeMap([
      [0, 0],
      [8000, 4000],
      [16_000, 20_000],
    ]);
    expect(timeStretch(pcm, { map, engine: 'voice' }).channels[0]).toHaveLength(20_000);
  });
  it('copies the bits at ratio 1', () => {
    const { channels } = timeStretch({ sampleRate: RATE, channels: [hum] }, { ratio: 1 });
    expect(channels[0]).toEqual(hum);
    expect(channels[0]).not.toBe(hum);
  });
  it('refuses ratios out of range and samples that are no numbers', () => {
    const pcm = { sampleRate: RATE, channels: [hum] };
    for (const ratio of [0, -1, Number.NaN, 1e9, 0.24, 4.01]) {
      expect(() => timeStretch(pcm, { ratio })).toThrow(RangeError);
    }
    const broken = Float32Array.of(0, Number.NaN, 0);
    expect(() => timeStretch({ sampleRate: RATE, channels: [broken] }, { ratio: 2 })).toThrow('sample 1');
    expect(() => timeStretch({ sampleRate: RATE, channels: [] }, { ratio: 2 })).toThrow('channel');
  });
});
