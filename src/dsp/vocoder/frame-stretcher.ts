import { outputAt, type TimeMap } from '../time-map.js';
import { type AttackFinder, createAttackFinder } from './attack-finder.js';
import { checkSamples } from './check-samples.js';
import { ENGINES, kernelShape } from './engines.js';
import type { FrameKernel } from './frame-kernel.js';
import { createFrameKernel } from './frame-kernels.js';
import { type FramePlace, FramePlaces } from './frame-places.js';
import { InputLine } from './input-line.js';
import type { TimeStretcher, TimeStretcherOptions } from './types.js';

const QUIET = 1e-5; // −100 dBFS: below it phases are not worth going on from
const FINDER_SECONDS = 0.025; // by which the attack finder lags behind
const ATTACK_MARGIN_SECONDS = 0.000_5;
const MOST_DISTANCE = 1.5; // hops; frames further apart do not show by how many turns a partial has gone on

/** Weighs the bins of a frame by their power: shape [bins] both. */
export type ShapeTimbre = (power: FrameKernel['power'], timbre: FrameKernel['timbre']) => void;

/** The stretcher proper: frames of the output, each from its place in the input. */
export class FrameStretcher implements TimeStretcher {
  readonly #map: TimeMap;
  readonly #shapeTimbre: ShapeTimbre | undefined;
  readonly #kernel: FrameKernel;
  readonly #windowLength: number;
  readonly #hop: number;
  readonly #input: InputLine;
  readonly #finder: AttackFinder;
  readonly #places: FramePlaces;
  readonly latency: number;
  /** Output sample on which the next frame is centred. */
  #centre: number;
  /** Where the last frame was taken from. */
  #lastPlace = 0;
  /** Whether the last frame held anything to go on from. */
  #wasLoud = false;
  /** The attack whose novelty the kernel knows; −1: none. */
  #knownAttack = -1;
  #hasEnded = false;
  /** Samples by which an attack may begin before it was found. */
  readonly #margin: number;

  constructor({ channelCount, sampleRate, map, engine }: TimeStretcherOptions, shapeTimbre?: ShapeTimbre) {
    if (!(sampleRate >= 8000 && sampleRate <= 192_000)) {
      throw new RangeError(`sampleRate must be 8000 to 192000, got ${sampleRate}`);
    }
    const settings = ENGINES[engine];
    const shape = kernelShape(settings, channelCount, sampleRate, ratioOf(map));
    this.#shapeTimbre = shapeTimbre;
    this.#map = map;
    this.#kernel = createFrameKernel({ ...shape, shapesTimbre: shapeTimbre !== undefined });
    this.#windowLength = shape.windowLength;
    this.#hop = shape.hopLength;
    this.#margin = Math.ceil(ATTACK_MARGIN_SECONDS * sampleRate);
    this.#input = new InputLine(channelCount);
    this.#finder = createAttackFinder(channelCount, sampleRate, settings.leastRiseDb);
    this.#places = new FramePlaces(map, settings.zoneSeconds * sampleRate, this.#finder.attacks);
    this.#centre = -this.#hop * Math.floor((shape.windowLength / 2 - 1) / this.#hop);
    const late = this.#places.lookAhead + shape.windowLength / 2 + this.#hop; // samples of the output
    const heard = 2 * shape.windowLength + FINDER_SECONDS * sampleRate;
    this.latency = Math.ceil(late / leastRatio(map) + heard);
  }

  process(channels: readonly Float32Array[]): Float32Array[] {
    checkSamples(channels, this.#kernel.input.length);
    const oldest = this.#lastPlace - 3 * this.#windowLength; // a frame before the last attack begins no earlier
    this.#input.push(channels, oldest);
    this.#finder.push(channels);
    return this.#render();
  }

  flush(): Float32Array[] {
    this.#hasEnded = true;
    this.#finder.end();
    return this.#render();
  }

  /** Whether all is known that a frame centred on output sample `centre` may depend on. */
  #isReady(centre: number): boolean {
    const needed = this.#places.needs(centre);
    return this.#finder.knownUntil >= needed && this.#input.length >= needed + 2 * this.#windowLength;
  }

  /** All frames that can be made, one after the other. */
  #render(): Float32Array[] {
    const end = this.#hasEnded
      ? Math.round(outputAt(this.#map, this.#input.length))
      : Number.POSITIVE_INFINITY;
    const half = this.#windowLength / 2;
    const first = this.#centre;
    while (this.#hasEnded ? this.#centre - half < end : this.#isReady(this.#centre))
      this.#centre += this.#hop;
    const start = Math.max(0, first - half); // of what will be finished
    const stop = Math.max(start, Math.min(end, this.#centre - half));
    const finished = this.#kernel.output.map(() => new Float32Array(stop - start));
    for (let centre = first; centre < this.#centre; centre += this.#hop) {
      this.#makeFrame(this.#places.at(centre));
      const at = centre - half - start; // of the hop that is finished now
      const from = Math.max(0, -at);
      const to = Math.max(from, Math.min(this.#hop, stop - start - at));
      this.#kernel.output.forEach((hop, c) => {
        finished[c]!.set(to - from === hop.length ? hop : hop.subarray(from, to), at + from);
      });
    }
    return finished;
  }

  #makeFrame({ place, attack, nextAttack }: FramePlace): void {
    const at = Math.round(place);
    const isLoud = this.#load(at);
    this.#kernel.hear();
    if (isLoud) this.#shapeTimbre?.(this.#kernel.power, this.#kernel.timbre);
    const isInZone = attack >= 0;
    const seesAttack = !isInZone && nextAttack < at + this.#windowLength / 2;
    if (isInZone || seesAttack) this.#learn(isInZone ? attack : nextAttack);
    if (seesAttack) {
      this.#load(at, nextAttack - this.#margin);
      this.#kernel.hearWithoutAttack();
    }
    if (isLoud && this.#wasLoud) this.#goOn(at, isInZone);
    else this.#kernel.keepPhases();
    this.#lastPlace = at;
    this.#wasLoud = isLoud;
    this.#kernel.finish();
  }

  #goOn(at: number, isInZone: boolean): void {
    const distance = at - this.#lastPlace;
    const isNear = distance > 0 && distance <= MOST_DISTANCE * this.#hop;
    if (!isNear) {
      this.#load(at - this.#hop);
      this.#kernel.hearHopBefore();
    }
    this.#kernel.turn(isNear ? distance : 0, isInZone);
  }

  /** Has the kernel tell what an attack brings, once for each. */
  #learn(attack: number): void {
    if (attack === this.#knownAttack) return;
    const aside = Math.round(this.#windowLength / 3); // the window's weight at the attack is a quarter
    // right after another attack all counts as new, as the window before it would be full of the other one
    const followsAnother = this.#knownAttack >= 0 && attack - this.#knownAttack < 2 * aside;
    this.#knownAttack = attack;
    this.#load(attack - aside, followsAnother ? 0 : attack - this.#margin);
    this.#kernel.hearBeforeAttack();
    this.#load(attack + aside);
    this.#kernel.hearAfterAttack();
  }

  /** Puts the sound around sample `centre` under the kernel's window; tells whether there is any. */
  #load(centre: number, end?: number): boolean {
    let isLoud = false;
    this.#kernel.input.forEach((samples, c) => {
      this.#input.read(c, centre - this.#windowLength / 2, samples, end);
      isLoud ||= isAnyLoud(samples);
    });
    return isLoud;
  }
}

function isAnyLoud(samples: Float32Array): boolean {
  for (let n = 0; n < samples.length; n++) if (Math.abs(samples[n]!) > QUIET) return true;
  return false;
}

/** Of the parts of a map and of what lies outside of it, which runs at its own speed. */
function leastRatio({ input, output }: TimeMap): number {
  let least = 1;
  for (let i = 1; i < input.length; i++) {
    least = Math.min(least, (output[i]! - output[i - 1]!) / (input[i]! - input[i - 1]!));
  }
  return least;
}

/** Output length over input length, between the first and the last anchor. */
function ratioOf({ input, output }: TimeMap): number {
  const last = input.length - 1;
  return last === 0 ? 1 : (output[last]! - output[0]!) / (input[last]! - input[0]!);
}
