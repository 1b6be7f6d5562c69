import { FrameRenderer, type PlannedFrame, type RendererOptions } from './frame-renderer.js';
import { InputLine } from './input-line.js';

/** Frames of which the first begins anew, with the sound they need: they can be rendered anywhere. Plain data. */
export interface FrameSegment {
  readonly options: RendererOptions;
  /** From input sample `start` on: as far around the frames as `FrameRenderer.reach` says. */
  readonly channels: readonly Float32Array[];
  readonly start: number;
  /** Of every frame, shape [frame count] each; see {@link PlannedFrame}. */
  readonly places: Float64Array;
  readonly attacks: Float64Array;
  readonly nextAttacks: Float64Array;
  /** 1 for frames that begin anew. */
  readonly fresh: Uint8Array;
  /** To be filled with the hops that the frames finish: [channels], as long as those. */
  readonly hops: readonly Float32Array[];
}

/** What a segment became. */
export interface RenderedSegment {
  /** The hops that its frames finish: [channels]. */
  readonly hops: readonly Float32Array[];
  /** What is to be added to the hops that follow. */
  readonly tail: readonly Float32Array[];
  /** The sound of the segment, back for another use. */
  readonly channels: readonly Float32Array[];
}

/**
 * Packs frames that follow one another, with a copy of the sound they need.
 *
 * @param room gives memory for so many samples
 */
export function packSegment(
  frames: readonly PlannedFrame[],
  input: InputLine,
  { reach, hop, options }: FrameRenderer,
  room: (length: number) => Float32Array,
): FrameSegment {
  const start = Math.floor(frames[0]!.place) - reach;
  const length = Math.ceil(frames.at(-1)!.place) + reach - start;
  const channels = Array.from({ length: options.channelCount }, () => room(length));
  channels.forEach((samples, c) => {
    input.read(c, start, samples);
  });
  return {
    ...{ options, channels, start },
    places: Float64Array.from(frames, ({ place }) => place),
    attacks: Float64Array.from(frames, ({ attack }) => attack),
    nextAttacks: Float64Array.from(frames, ({ nextAttack }) => nextAttack),
    fresh: Uint8Array.from(frames, ({ isFresh }) => (isFresh ? 1 : 0)),
    hops: channels.map(() => room(frames.length * hop)),
  };
}

/** Renders a segment to the same samples as a stretcher that comes along its way. */
export function renderSegment(segment: FrameSegment): RenderedSegment {
  const { options, channels, start, places, attacks, nextAttacks, fresh, hops } = segment;
  const frames = Array.from(places, (place, i) => ({
    place,
    attack: attacks[i]!,
    nextAttack: nextAttacks[i]!,
    isFresh: fresh[i] === 1,
  }));
  const renderer = rendererFor(options);
  renderer.render(InputLine.of(channels, start), frames, hops);
  return { hops, tail: renderer.takeTail(), channels };
}

let kept: { readonly key: string; readonly renderer: FrameRenderer } | undefined;

/** The renderer of the last segment, if it fits: its tail was taken, so it is as good as new, and memory is spared. */
function rendererFor(options: RendererOptions): FrameRenderer {
  const key = JSON.stringify(options);
  if (kept?.key !== key) kept = { key, renderer: new FrameRenderer(options) };
  return kept.renderer;
}
