import { ENGINES, type EngineSettings, kernelShape } from './engines.js';
import type { FrameKernel } from './frame-kernel.js';
import { createFrameKernel } from './frame-kernels.js';
import type { FramePlace } from './frame-places.js';
import type { InputLine } from './input-line.js';
import { Tail } from './tail.js';
import type { StretchEngine } from './types.js';

const QUIET = 1e-5; // −100 dBFS: below it phases are not worth going on from
const ATTACK_MARGIN_SECONDS = 0.000_5;
const MOST_DISTANCE = 1.5; // hops; frames further apart do not show by how many turns a partial has gone on

/** A frame of the output and where it is taken from. */
export interface PlannedFrame extends FramePlace {
  /** It stands in a pause: phases begin anew with it. Never less than two windows after another one that does. */
  readonly isFresh: boolean;
}

/** Weighs the bins of a frame by their power: shape [bins] both. */
export type ShapeTimbre = (power: FrameKernel['power'], timbre: FrameKernel['timbre']) => void;

/** What frames are rendered with; plain data. */
export interface RendererOptions {
  readonly channelCount: number;
  readonly sampleRate: number;
  readonly engine: StretchEngine;
  /** Output length over input length, on the whole. */
  readonly ratio: number;
}

/** Renders frames one after the other, each going on from the last one. */
export class FrameRenderer {
  readonly options: RendererOptions;
  readonly windowLength: number;
  readonly hop: number;
  readonly settings: EngineSettings;
  readonly #kernel: FrameKernel;
  readonly #shapeTimbre: ShapeTimbre | undefined;
  /** Samples by which an attack may begin before it was found. */
  readonly #margin: number;
  readonly #tail = new Tail();
  /** Whether nothing was rendered yet, or since the tail was taken. */
  #isNew = true;
  /** Where the last frame was taken from. */
  #lastPlace = 0;
  /** Whether the last frame held anything to go on from. */
  #wasLoud = false;
  /** The attack whose novelty the kernel knows; −1: none. */
  #knownAttack = -1;

  /** @throws {RangeError} for a sample rate out of range */
  constructor(options: RendererOptions, shapeTimbre?: ShapeTimbre) {
    const { channelCount, sampleRate, engine, ratio } = options;
    if (!(sampleRate >= 8000 && sampleRate <= 192_000)) {
      throw new RangeError(`sampleRate must be 8000 to 192000, got ${sampleRate}`);
    }
    this.options = options;
    this.settings = ENGINES[engine];
    const shape = kernelShape(this.settings, channelCount, sampleRate, ratio);
    this.windowLength = shape.windowLength;
    this.hop = shape.hopLength;
    this.#kernel = createFrameKernel({ ...shape, shapesTimbre: shapeTimbre !== undefined });
    this.#shapeTimbre = shapeTimbre;
    this.#margin = Math.ceil(ATTACK_MARGIN_SECONDS * sampleRate);
  }

  /** Input samples before a frame's place, and after it, that it may depend on. */
  get reach(): number {
    return 3 * this.windowLength; // a frame before the last attack begins no earlier
  }

  /**
   * Renders frames that follow one another.
   *
   * @param out takes the hop that each frame finishes, and so begins half a window before the first one's centre
   */
  render(input: InputLine, frames: readonly PlannedFrame[], out: readonly Float32Array[]): void {
    let begun = 0; // where the tail goes on
    for (let i = 0; i < frames.length; i++) {
      const frame = frames[i]!;
      if (frame.isFresh && !this.#isNew) {
        this.#tail.addTo(out, begun);
        this.#tail.begin(this.takeTail());
        begun = i * this.hop;
      }
      this.#renderFrame(input, frame);
      copyTo(out, this.#kernel.output, i * this.hop);
      this.#isNew = false;
    }
    this.#tail.addTo(out, begun);
  }

  /**
   * Ends what sounds on after the last frame; the next frame begins anew, as if it were the first.
   *
   * @returns what is to be added to what comes next: [channels], a little less than a window
   */
  takeTail(): Float32Array[] {
    const hops = Math.ceil(this.windowLength / this.hop) - 1; // those that the last frame has touched
    const tail = this.#kernel.output.map(() => new Float32Array(hops * this.hop));
    for (const samples of this.#kernel.input) samples.fill(0);
    for (let i = 0; i < hops; i++) {
      this.#kernel.hear();
      this.#kernel.keepPhases();
      this.#kernel.finish();
      copyTo(tail, this.#kernel.output, i * this.hop);
    }
    this.#wasLoud = false;
    this.#knownAttack = -1;
    this.#isNew = true;
    this.#tail.begin([]);
    return tail;
  }

  #renderFrame(input: InputLine, { place, attack, nextAttack }: FramePlace): void {
    const at = Math.round(place);
    const isLoud = this.#load(input, at);
    this.#kernel.hear();
    if (isLoud) this.#shapeTimbre?.(this.#kernel.power, this.#kernel.timbre);
    const isInZone = attack >= 0;
    const seesAttack = !isInZone && nextAttack < at + this.windowLength / 2;
    if (isInZone || seesAttack) this.#learn(input, isInZone ? attack : nextAttack);
    if (seesAttack) {
      this.#load(input, at, nextAttack - this.#margin);
      this.#kernel.hearWithoutAttack();
    }
    if (isLoud && this.#wasLoud) this.#goOn(input, at, isInZone);
    else this.#kernel.keepPhases();
    this.#lastPlace = at;
    this.#wasLoud = isLoud;
    this.#kernel.finish();
  }

  #goOn(input: InputLine, at: number, isInZone: boolean): void {
    const distance = at - this.#lastPlace;
    const isNear = distance > 0 && distance <= MOST_DISTANCE * this.hop;
    if (!isNear) {
      this.#load(input, at - this.hop);
      this.#kernel.hearHopBefore();
    }
    this.#kernel.turn(isNear ? distance : 0, isInZone);
  }

  /** Has the kernel tell what an attack brings, once for each. */
  #learn(input: InputLine, attack: number): void {
    if (attack === this.#knownAttack) return;
    const aside = Math.round(this.windowLength / 3); // the window's weight at the attack is a quarter
    // right after another attack all counts as new, as the window before it would be full of the other one
    const followsAnother = this.#knownAttack >= 0 && attack - this.#knownAttack < 2 * aside;
    this.#knownAttack = attack;
    this.#load(input, attack - aside, followsAnother ? 0 : attack - this.#margin);
    this.#kernel.hearBeforeAttack();
    this.#load(input, attack + aside);
    this.#kernel.hearAfterAttack();
  }

  /** Puts the sound around sample `centre` under the kernel's window; tells whether there is any. */
  #load(input: InputLine, centre: number, end?: number): boolean {
    const channels = this.#kernel.input;
    let isLoud = false;
    for (let c = 0; c < channels.length; c++) {
      input.read(c, centre - this.windowLength / 2, channels[c]!, end);
      isLoud ||= isAnyLoud(channels[c]!);
    }
    return isLoud;
  }
}

function isAnyLoud(samples: Float32Array): boolean {
  for (let n = 0; n < samples.length; n++) if (Math.abs(samples[n]!) > QUIET) return true;
  return false;
}

function copyTo(out: readonly Float32Array[], channels: readonly Float32Array[], at: number): void {
  for (let c = 0; c < channels.length; c++) out[c]!.set(channels[c]!, at);
}
