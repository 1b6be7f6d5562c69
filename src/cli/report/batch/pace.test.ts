import { describe, expect, it } from 'vitest';
import { createPace } from './pace.js';

describe('createPace()', () => {
  it('knows nothing before something grows', () => {
    const pace = createPace();
    for (let time = 0; time < 10_000; time += 250) pace.add(0, time);
    expect(pace.rate()).toBeUndefined();
  });
  it('forgets what went at another pace long ago', () => {
    const pace = createPace();
    for (let time = 0; time <= 100_000; time += 250)
      pace.add(1e6 + 2 * time + (time < 5000 ? 1e3 : 1) * time, time);
    expect(pace.rate()).toBeCloseTo(3, 6);
  });
});
