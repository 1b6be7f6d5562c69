import { describe, expect, it } from 'vitest';
import { FrameRenderer } from './frame-renderer.js';
import { InputLine } from './input-line.js';

const OPTIONS = { channelCount: 1, sampleRate: 8000, engine: 'voice', ratio: 1 } as const;
const tone = Float32Array.from({ length: 8000 }, (_, n) => Math.sin(n / 7));

/** Renders frames a hop apart in input and output, of which some begin anew. */
function render(
  renderer: FrameRenderer,
  from: number,
  count: number,
  fresh: readonly number[] = [],
): Float32Array {
  const input = new InputLine(1);
  input.push([tone], 0);
  const frames = Array.from({ length: count }, (_, i) => ({
    place: from + i * renderer.hop,
    attack: -1,
    nextAttack: Number.POSITIVE_INFINITY,
    isFresh: fresh.includes(i),
  }));
  const out = new Float32Array(count * renderer.hop);
  renderer.render(input, frames, [out]);
  return out;
}

describe('FrameRenderer', () => {
  it('gives back what it hears where time runs as it did', () => {
    const renderer = new FrameRenderer(OPTIONS);
    const { hop, windowLength } = renderer;
    const out = render(renderer, 1000, 20).subarray(4 * hop);
    const start = 1000 + 4 * hop - windowLength / 2;
    for (const [n, sample] of out.entries()) expect(sample).toBeCloseTo(tone[start + n]!, 4);
  });
  it('splits what it writes anywhere: a tail and what begins anew add up to the whole', () => {
    const renderer = new FrameRenderer(OPTIONS);
    const { hop } = renderer;
    const before = render(renderer, 1000, 20);
    const tail = renderer.takeTail()[0]!;
    const after = render(renderer, 1000 + 20 * hop, 20);
    for (let n = 0; n < tail.length; n++) after[n]! += tail[n]!;
    const whole = render(new FrameRenderer(OPTIONS), 1000, 40);
    for (const [n, sample] of [...before, ...after].entries()) expect(sample).toBeCloseTo(whole[n]!, 4);
  });
  it('begins anew within a run as it does between two', () => {
    const renderer = new FrameRenderer(OPTIONS);
    const { hop } = renderer;
    const before = render(renderer, 1000, 20);
    const after = render(renderer, 1000 + 20 * hop, 20, [0]);
    const whole = render(new FrameRenderer(OPTIONS), 1000, 40, [0, 20]);
    expect([...before, ...after]).toEqual([...whole]);
  });
});
