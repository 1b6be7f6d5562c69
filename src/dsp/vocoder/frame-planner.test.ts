import { describe, expect, it } from 'vitest';
import { createRandom } from '../random.js';
import { evenMap } from '../time-map.js';
import { FramePlanner } from './frame-planner.js';
import { FrameRenderer, type PlannedFrame } from './frame-renderer.js';

const sampleRate = 8000;
const random = createRandom(2);
/** Hiss with a pause from 12 to 12.5 s. */
const hiss = Float32Array.from({ length: 15 * sampleRate }, (_, n) =>
  n >= 12 * sampleRate && n < 12.5 * sampleRate ? 0 : random() - 0.5,
);

function plan(ratio: number, chunk: number): { frames: PlannedFrame[]; planner: FramePlanner; hop: number } {
  const renderer = new FrameRenderer({ channelCount: 1, sampleRate, engine: 'voice', ratio });
  const planner = new FramePlanner(evenMap(ratio), renderer);
  const frames: PlannedFrame[] = [];
  for (let n = 0; n < hiss.length; n += chunk) {
    planner.push([hiss.subarray(n, n + chunk)]);
    frames.push(...planner.take());
  }
  planner.end();
  frames.push(...planner.take());
  return { frames, planner, hop: renderer.hop };
}

describe('FramePlanner', () => {
  it('lays frames a hop apart over all of the output', () => {
    const { frames, planner, hop } = plan(1.5, 4000);
    expect(planner.outputLength).toBe(22.5 * sampleRate);
    expect(frames.length * hop).toBeGreaterThanOrEqual(22.5 * sampleRate);
    expect(planner.nextOutput).toBeLessThan(22.5 * sampleRate + hop);
    const places = frames.slice(30, -30).map(({ place }) => place);
    for (const [i, place] of places.slice(1).entries()) expect(place).toBeGreaterThan(places[i]!);
  });
  it('begins anew in a pause, in its middle', () => {
    const fresh = plan(1.5, 4000).frames.filter(({ isFresh }) => isFresh);
    expect(fresh).toHaveLength(1);
    expect(fresh[0]!.place / sampleRate).toBeGreaterThan(12.03);
    expect(fresh[0]!.place / sampleRate).toBeLessThan(12.47);
  });
  it('plans the same however the sound is cut', () => {
    // attacks far off may be known or not: they do not bear on the frame
    const near = (frames: readonly PlannedFrame[]) =>
      frames.map(({ nextAttack, ...rest }) => [rest, nextAttack < rest.place + 200 && nextAttack]);
    expect(near(plan(0.5, 333).frames)).toEqual(near(plan(0.5, 50_000).frames));
  });
});
