import type { FramePlace } from './frame-places.js';
import { copyTo, FrameRenderer, type RendererOptions } from './frame-renderer.js';
import { InputLine } from './input-line.js';

/** Frames of which the first begins anew, with the sound they need: they can be rendered anywhere. Plain data. */
export interface FrameSegment {
  readonly options: RendererOptions;
  /** From input sample `start` on: as far around the frames as `FrameRenderer.reach` says. */
  readonly channels: readonly Float32Array[];
  readonly start: number;
  /** Of every frame, shape [frame count] each; see {@link FramePlace}. */
  readonly places: Float64Array;
  readonly attacks: Float64Array;
  readonly nextAttacks: Float64Array;
}

/** What a segment became. */
export interface RenderedSegment {
  /** The hops that its frames finish: [channels]. */
  readonly hops: readonly Float32Array[];
  /** What is to be added to the hops that follow. */
  readonly tail: readonly Float32Array[];
}

/** Packs frames that follow one another, with a copy of the sound they need. */
export function packSegment(
  frames: readonly FramePlace[],
  input: InputLine,
  reach: number,
  options: RendererOptions,
): FrameSegment {
  const start = Math.floor(frames[0]!.place) - reach;
  const length = Math.ceil(frames.at(-1)!.place) + reach - start;
  return {
    options,
    start,
    channels: Array.from({ length: options.channelCount }, (_, c) => {
      const samples = new Float32Array(length);
      input.read(c, start, samples);
      return samples;
    }),
    places: Float64Array.from(frames, ({ place }) => place),
    attacks: Float64Array.from(frames, ({ attack }) => attack),
    nextAttacks: Float64Array.from(frames, ({ nextAttack }) => nextAttack),
  };
}

/** Renders a segment to the same samples as a stretcher that comes along its way. */
export function renderSegment(segment: FrameSegment): RenderedSegment {
  const { options, channels, start, places, attacks, nextAttacks } = segment;
  const input = new InputLine(channels.length, start);
  input.push(channels, start);
  const frames = Array.from(places, (place, i) => ({
    place,
    attack: attacks[i]!,
    nextAttack: nextAttacks[i]!,
  }));
  const renderer = new FrameRenderer(options);
  return { hops: renderHops(renderer, input, frames), tail: renderer.takeTail() };
}

/** Renders frames that follow one another. @returns their hops: [channels] */
export function renderHops(
  renderer: FrameRenderer,
  input: InputLine,
  frames: readonly FramePlace[],
): Float32Array[] {
  const { hop, output } = renderer;
  const hops = output.map(() => new Float32Array(frames.length * hop));
  frames.forEach((frame, i) => {
    renderer.render(input, frame);
    copyTo(hops, output, i * hop);
  });
  return hops;
}
