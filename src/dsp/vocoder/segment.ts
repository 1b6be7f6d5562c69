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
  /** Takes the hops that the frames finish: [channels], as long as those. */
  readonly room: readonly Float32Array[];
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
 * @param allocate gives memory for so many samples
 */
export function packSegment(
  frames: readonly PlannedFrame[],
  input: InputLine,
  { reach, hop, options }: FrameRenderer,
  allocate: (length: number) => Float32Array,
): FrameSegment {
  const start = Math.floor(frames[0]!.place) - reach;
  const length = Math.ceil(frames.at(-1)!.place) + reach - start;
  const channels = Array.from({ length: options.channelCount }, () => allocate(length));
  channels.forEach((samples, c) => {
    input.read(c, start, samples);
  });
  return {
    ...{ options, channels, start },
    places: Float64Array.from(frames, ({ place }) => place),
    attacks: Float64Array.from(frames, ({ attack }) => attack),
    nextAttacks: Float64Array.from(frames, ({ nextAttack }) => nextAttack),
    fresh: Uint8Array.from(frames, ({ isFresh }) => (isFresh ? 1 : 0)),
    room: channels.map(() => allocate(frames.length * hop)),
  };
}

/** Renders a segment to the same samples as a stretcher that comes along its way. */
export function renderSegment(segment: FrameSegment): RenderedSegment {
  const { options, channels, start, places, attacks, nextAttacks, fresh, room } = segment;
  const frames = Array.from(places, (place, i) => ({
    place,
    attack: attacks[i]!,
    nextAttack: nextAttacks[i]!,
    isFresh: fresh[i] === 1,
  }));
  const renderer = takeRenderer(options);
  renderer.render(InputLine.of(channels, start), frames, room);
  const tail = renderer.takeTail();
  spare = renderer;
  return { hops: room, tail, channels };
}

/** A renderer that has done its work: making one for every segment would cost as much memory as time. */
let spare: FrameRenderer | undefined;

function takeRenderer(options: RendererOptions): FrameRenderer {
  const taken = spare;
  spare = undefined; // whatever goes wrong with it, nobody else gets it
  const fits = taken && JSON.stringify(taken.options) === JSON.stringify(options);
  return fits ? taken : new FrameRenderer(options);
}
