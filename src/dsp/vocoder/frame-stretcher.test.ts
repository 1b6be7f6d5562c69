import { describe, expect, it } from 'vitest';
import { evenMap } from '../time-map.js';
import { FrameStretcher } from './frame-stretcher.js';

const OPTIONS = { channelCount: 1, sampleRate: 16_000, map: evenMap(1.5), engine: 'voice' } as const;
const hum = Float32Array.from({ length: 16_000 }, (_, n) => 0.3 * Math.sin(n / 5) + 0.3 * Math.sin(n));

const stretched = (stretcher: FrameStretcher): Float32Array => {
  const first = stretcher.process([hum])[0]!.slice();
  return Float32Array.of(...first, ...stretcher.flush()[0]!);
};
const rms = (samples: Float32Array): number =>
  Math.sqrt(samples.reduce((sum, x) => sum + x * x, 0) / samples.length);

describe('FrameStretcher', () => {
  it('lets its caller weigh the bins of every frame', () => {
    const plain = stretched(new FrameStretcher(OPTIONS));
    let frames = 0;
    const lower = new FrameStretcher(OPTIONS, (power, timbre) => {
      frames++;
      const cut = Math.round(power.length / 5); // between the two tones
      timbre.fill(0, cut);
    });
    const weighed = stretched(lower);
    expect(frames).toBeGreaterThan(20);
    expect(weighed).toHaveLength(24_000);
    expect(rms(weighed) / rms(plain)).toBeCloseTo(Math.SQRT1_2, 1);
  });
  it('gives nothing of no sound', () => {
    const stretcher = new FrameStretcher(OPTIONS);
    expect([...stretcher.process([new Float32Array(0)]), ...stretcher.flush()]).toEqual([
      new Float32Array(0),
      new Float32Array(0),
    ]);
  });
});
