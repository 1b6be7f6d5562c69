import { ratioOf } from '../time-map.js';
import { checkSamples } from './check-samples.js';
import { FramePlanner } from './frame-planner.js';
import { FrameRenderer, type ShapeTimbre } from './frame-renderer.js';
import { InputLine } from './input-line.js';
import type { TimeStretcher, TimeStretcherOptions } from './types.js';

/** The stretcher proper: frames of the output, each from its place in the input, rendered as soon as they can be. */
export class FrameStretcher implements TimeStretcher {
  readonly latency: number;
  readonly #channelCount: number;
  readonly #input: InputLine;
  readonly #planner: FramePlanner;
  readonly #renderer: FrameRenderer;
  /** Place of the last frame, from which on the next ones reach back. */
  #lastPlace = 0;
  /** Takes what is made, in every call anew: fresh memory would cost a fifth of what rendering does. */
  #made: readonly Float32Array[];

  constructor({ channelCount, sampleRate, map, engine }: TimeStretcherOptions, shapeTimbre?: ShapeTimbre) {
    this.#channelCount = channelCount;
    this.#made = Array.from({ length: channelCount }, () => new Float32Array(0));
    this.#renderer = new FrameRenderer(
      { channelCount, sampleRate, engine, ratio: ratioOf(map) },
      shapeTimbre,
    );
    this.#planner = new FramePlanner(map, this.#renderer);
    this.#input = new InputLine(channelCount);
    this.latency = this.#planner.latency;
  }

  process(channels: readonly Float32Array[]): Float32Array[] {
    checkSamples(channels, this.#channelCount);
    this.#input.push(channels, Math.floor(this.#lastPlace) - this.#renderer.reach);
    this.#planner.push(channels);
    return this.#render();
  }

  flush(): Float32Array[] {
    this.#planner.end();
    return this.#render();
  }

  /** All frames that can be made, one after the other. */
  #render(): Float32Array[] {
    const { hop } = this.#renderer;
    const start = this.#planner.nextOutput;
    const frames = this.#planner.take();
    const made = this.#roomFor(frames.length * hop);
    this.#renderer.render(this.#input, frames, made);
    this.#lastPlace = frames.at(-1)?.place ?? this.#lastPlace;
    return this.#planner.trim(made, start);
  }

  #roomFor(length: number): Float32Array[] {
    if (this.#made[0]!.length < length) this.#made = this.#made.map(() => new Float32Array(length));
    return this.#made.map((samples) => samples.subarray(0, length));
  }
}
