import { describe, expect, it } from 'vitest';
import { createRandom } from '../random.js';
import { commonDelay, createPartials, type Partials } from './partials.js';

const PULSES = { reach: 220, bins: 1000, pull: 0.3 };

/** Harmonics of a pulse train with a period of `period` samples, all delayed alike. */
function delayed(period: number, delay: number): Partials {
  const partials = createPartials(30);
  for (let i = 0; i < 30; i++) {
    const frequency = (2 * Math.PI * (i + 1)) / period;
    partials.frequency[i] = frequency;
    partials.amplitude[i] = 1 / (i + 1);
    partials.cos[i] = Math.cos(frequency * delay);
    partials.sin[i] = Math.sin(frequency * delay);
  }
  return partials;
}

describe('commonDelay()', () => {
  for (const delay of [0, 3.4, -77.7, 140.25]) {
    it(`finds a delay of ${delay} samples`, () => {
      const found = commonDelay(delayed(400, delay), 30, PULSES);
      expect(found.delay).toBeCloseTo(delay, 3);
      expect(found.agreement).toBeCloseTo(1, 6);
    });
  }
  it('takes the nearest of delays that explain the same', () => {
    const period = (16 / 27) * PULSES.reach;
    expect(commonDelay(delayed(period, 1.5 * period), 10, PULSES).delay).toBeCloseTo(-period / 2, 3);
    expect(commonDelay(delayed(period, period), 10, PULSES).delay).toBeCloseTo(0, 3);
  });
  it('says where there is no common delay', () => {
    const random = createRandom(2);
    const partials = delayed(400, 0);
    for (let i = 0; i < 30; i++) {
      const angle = 2 * Math.PI * random();
      partials.cos[i] = Math.cos(angle);
      partials.sin[i] = Math.sin(angle);
    }
    expect(commonDelay(partials, 30, PULSES).agreement).toBeLessThan(0.8);
    expect(commonDelay(partials, 0, PULSES)).toEqual({ delay: 0, agreement: 0 });
  });
});
