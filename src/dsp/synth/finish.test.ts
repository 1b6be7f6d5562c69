import { describe, expect, it } from 'vitest';
import { createRandom } from '../random.js';
import { finish, finishToPeak } from './finish.js';
import { brightnessHz, peakOf } from './measure.js';
import { whiteNoise } from './noise.js';

const RATE = 22_050;
const noise = () => whiteNoise(2000, createRandom(1));

describe('finish()', () => {
  it('does nothing unless asked', () => {
    expect(finish([noise()], {}, RATE)).toEqual([noise()]);
  });
  it('cuts the top and the bottom', () => {
    const [dull] = finish([noise()], { highCutHz: 800 }, RATE);
    const [thin] = finish([noise()], { lowCutHz: 5000 }, RATE);
    expect(brightnessHz(dull!, RATE)).toBeLessThan(1500);
    expect(brightnessHz(thin!, RATE)).toBeGreaterThan(brightnessHz(noise(), RATE));
  });
  it('plays backwards', () => {
    expect(finish([Float32Array.of(1, 2, 3)], { reverse: true }, RATE)).toEqual([Float32Array.of(3, 2, 1)]);
  });
  it('makes a room of one channel stereo', () => {
    expect(finish([noise()], { room: { seconds: 0.2, wetDb: -10 } }, RATE)).toHaveLength(2);
  });
  it('crushes', () => {
    const [coarse] = finish([noise()], { crush: { bits: 4, rateHz: 8000 } }, RATE);
    expect([...coarse!].every((x) => Number.isInteger(x * 8))).toBe(true);
  });
});

describe('finishToPeak()', () => {
  it('brings the loudest channel to 1', () => {
    const channels = finishToPeak([noise()], { highCutHz: 500, room: { seconds: 0.2, wetDb: 0 } }, RATE);
    expect(Math.max(...channels.map(peakOf))).toBeCloseTo(1, 4);
  });
});
