import { leastRatio, outputAt, type TimeMap } from '../time-map.js';
import { AttackFinder } from './attack-finder.js';
import { FramePlaces } from './frame-places.js';
import type { FrameRenderer, PlannedFrame } from './frame-renderer.js';
import { PauseFinder } from './pause-finder.js';
import { StepEnergies } from './step-energies.js';

const FINDER_SECONDS = 0.025; // by which the attack finder lags behind

/** Lays the frames of the output along a time map while sound streams by. */
export class FramePlanner {
  /** Input samples taken so far. */
  length = 0;
  /** Input samples taken, at most, before the first frame is planned. */
  readonly latency: number;
  readonly #map: TimeMap;
  readonly #windowLength: number;
  readonly #hop: number;
  readonly #energies: StepEnergies;
  readonly #attacks: AttackFinder;
  readonly #pauses: PauseFinder;
  readonly #places: FramePlaces;
  /** Output sample on which the next frame is centred. */
  #centre: number;
  #pause = 0;
  /** Centre of the last frame that began anew. */
  #lastFresh = Number.NEGATIVE_INFINITY;
  #hasEnded = false;

  constructor(map: TimeMap, { windowLength, hop, settings, options }: FrameRenderer) {
    const { channelCount, sampleRate } = options;
    this.#map = map;
    this.#windowLength = windowLength;
    this.#hop = hop;
    this.#energies = new StepEnergies(channelCount, sampleRate);
    this.#attacks = new AttackFinder(this.#energies.stepLength, settings.leastRiseDb);
    this.#pauses = new PauseFinder(this.#energies.stepLength);
    this.#places = new FramePlaces(map, settings.zoneSeconds * sampleRate, this.#attacks.attacks);
    this.#centre = -hop * Math.floor((windowLength / 2 - 1) / hop);
    const late = this.#places.lookAhead + windowLength / 2 + hop; // samples of the output
    const heard = 2 * windowLength + FINDER_SECONDS * sampleRate;
    this.latency = Math.ceil(late / leastRatio(map) + heard);
  }

  /** Takes the next samples of every channel. */
  push(channels: readonly Float32Array[]): void {
    this.length += channels[0]!.length;
    const energies = this.#energies.push(channels);
    this.#attacks.push(energies.differences);
    this.#pauses.push(energies);
  }

  /** No more sound follows. */
  end(): void {
    this.#hasEnded = true;
    this.#attacks.end();
  }

  /** Output sample at which the hop begins that the next frame finishes. */
  get nextOutput(): number {
    return this.#centre - this.#windowLength / 2;
  }

  /** Samples of the whole output; Infinity as long as more sound may follow. */
  get outputLength(): number {
    return this.#hasEnded ? Math.round(outputAt(this.#map, this.length)) : Number.POSITIVE_INFINITY;
  }

  /** Of the hops of frames taken last, the first of which begins at output sample `start`: what belongs to the output. */
  trim(hops: readonly Float32Array[], start: number): Float32Array[] {
    const from = Math.max(0, -start);
    const to = Math.max(from, this.outputLength - start);
    return hops.map((samples) => samples.subarray(from, to));
  }

  /** All frames that can be planned by now, after those of earlier calls. */
  take(): PlannedFrame[] {
    const frames: PlannedFrame[] = [];
    const end = this.outputLength;
    for (; this.#hasEnded ? this.nextOutput < end : this.#isReady(); this.#centre += this.#hop) {
      const { place, attack, nextAttack } = this.#places.at(this.#centre);
      frames.push({ place, attack, nextAttack, isFresh: this.#passesPause(place) });
    }
    return frames;
  }

  /** Whether all is known that the next frame may depend on. */
  #isReady(): boolean {
    const needed = this.#places.needs(this.#centre);
    const knownUntil = Math.min(this.#attacks.knownUntil, this.#pauses.knownUntil);
    return knownUntil >= needed && this.length >= needed + 2 * this.#windowLength;
  }

  #passesPause(place: number): boolean {
    const { pauses } = this.#pauses;
    let passes = false;
    for (; this.#pause < pauses.length && pauses[this.#pause]! <= place; this.#pause++) passes = true;
    // where a map makes next to nothing of the seconds between two pauses, the tail of the first one sounds on
    if (!passes || this.#centre < this.#lastFresh + 2 * this.#windowLength) return false;
    this.#lastFresh = this.#centre;
    return true;
  }
}
