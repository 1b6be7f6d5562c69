import { expect, it } from 'vitest';
import { FrameRenderer } from './frame-renderer.js';
import { InputLine } from './input-line.js';
import { packSegment, renderSegment } from './segment.js';

const OPTIONS = { channelCount: 1, sampleRate: 8000, engine: 'voice', ratio: 1.5 } as const;

it('renders far from its sound what is rendered beside it', () => {
  const input = new InputLine(1);
  input.push(
    [Float32Array.from({ length: 20_000 }, (_, n) => Math.sin(n / 7) + (n % 4000 === 0 ? 3 : 0))],
    0,
  );
  const renderer = new FrameRenderer(OPTIONS);
  const frames = Array.from({ length: 60 }, (_, i) => ({
    place: 3000.5 + (i * renderer.hop) / 1.5,
    attack: i === 20 ? 4000 : -1,
    nextAttack: i < 20 ? 4000 : 8000,
    isFresh: i === 0 || i === 40,
  }));
  const expected = [new Float32Array(60 * renderer.hop)];
  renderer.render(input, frames, expected);
  const tailExpected = renderer.takeTail();
  // the second time with a renderer that was used
  for (let time = 0; time < 2; time++) {
    const allocate = (length: number) => new Float32Array(length).fill(9);
    const { hops, tail } = renderSegment(packSegment(frames, input, renderer, allocate));
    expect(hops).toEqual(expected);
    expect(tail).toEqual(tailExpected);
  }
});
