import { createMapCursor, type MapCursor, outputAt, type TimeMap } from '../time-map.js';

/** Where a frame of the output is taken from. */
export interface FramePlace {
  /** Input sample at the frame's centre; fractions allowed. */
  readonly place: number;
  /** Input sample of the attack in whose zone the frame stands; −1 outside of zones. */
  readonly attack: number;
  /** Input sample of the first attack whose zone comes later; Infinity if none is known. */
  readonly nextAttack: number;
}

const RETURN = 3; // zones that the way back to the map takes, if there is room
const MOST_REACH = 7; // zones from an attack to the end of its way back; enough for a whole zone at ratio 4

/**
 * Places frames along a time map but for a zone of slope 1 around every attack, so that attacks come out whole and
 * exactly where the map wants them. Each attack has the ground up to the middle between it and its neighbours: what
 * its zone gains or loses against the map is given back there, at slopes within half and double of the map's own.
 */
export class FramePlaces {
  readonly #map: TimeMap;
  readonly #line: MapCursor;
  readonly #zone: number;
  readonly #attacks: readonly number[];
  /** Where each attack is to be heard, as far as it was asked. */
  readonly #heard: number[] = [];
  #nearest = 0;

  /**
   * @param zoneLength samples to each side of an attack
   * @param attacks input samples, rising; may grow while places are asked for, as {@link needs} says
   */
  constructor(map: TimeMap, zoneLength: number, attacks: readonly number[]) {
    this.#map = map;
    this.#line = createMapCursor(map);
    this.#zone = zoneLength;
    this.#attacks = attacks;
  }

  /** Output samples after a frame in which an attack may bear on its place. */
  get lookAhead(): number {
    return 3 * MOST_REACH * this.#zone;
  }

  /** Input sample before which every attack must be known to place a frame at output sample `output`. */
  needs(output: number): number {
    return this.#line.inputAt(output + this.lookAhead);
  }

  /** Of the frame centred on output sample `output`; outputs must not fall from call to call. */
  at(output: number): FramePlace {
    const wanted = this.#line.inputAt(output);
    while (this.#attacks.length > this.#heard.length) {
      this.#heard.push(outputAt(this.#map, this.#attacks[this.#heard.length]!));
    }
    const heard = this.#heard;
    if (heard.length === 0) return { place: wanted, attack: -1, nextAttack: Number.POSITIVE_INFINITY };
    while (
      this.#nearest + 1 < heard.length &&
      heard[this.#nearest + 1]! - output < output - heard[this.#nearest]!
    ) {
      this.#nearest++;
    }
    return this.#near(this.#nearest, output, wanted);
  }

  #near(index: number, output: number, wanted: number): FramePlace {
    const attack = this.#attacks[index]!;
    const heard = this.#heard[index]!;
    const isBefore = output < heard;
    const neighbour = this.#heard[isBefore ? index - 1 : index + 1];
    const between = neighbour === undefined ? Number.POSITIVE_INFINITY : Math.abs(neighbour - heard);
    const ground = Math.min(between / 2, MOST_REACH * this.#zone);
    const side = isBefore ? -1 : 1;
    const zone = this.#zoneWithin(ground, attack, heard, side);
    const away = Math.abs(output - heard);
    if (away <= zone) return { place: attack + output - heard, attack, nextAttack: this.#after(index) };
    const nextAttack = isBefore ? attack : this.#after(index);
    const drift = zone - this.#ahead(zone, attack, heard, side);
    const back = Math.max(RETURN * zone, this.#leastReturn(zone, attack, heard, side));
    const left = Math.max(0, 1 - (away - zone) / Math.min(back, ground - zone));
    return { place: wanted + (zone > 0 ? side * drift * left : 0), attack: -1, nextAttack };
  }

  #after(index: number): number {
    return this.#attacks[index + 1] ?? Number.POSITIVE_INFINITY;
  }

  /** Input samples that the map passes in `length` output samples from the attack on. */
  #ahead(length: number, attack: number, heard: number, side: number): number {
    return Math.abs(this.#line.inputAt(heard + side * length) - attack);
  }

  /** Output samples over which the drift of a zone can be given back: slopes stay within half and double. */
  #leastReturn(zone: number, attack: number, heard: number, side: number): number {
    const slope = this.#ahead(zone, attack, heard, side) / zone; // input over output
    return slope < 1 ? (2 * zone * (1 - slope)) / slope : (zone * (slope - 1)) / slope;
  }

  /** The whole zone, or as much of it as leaves room for the way back. */
  #zoneWithin(ground: number, attack: number, heard: number, side: number): number {
    const zone = this.#zone;
    if (zone <= 0) return 0;
    return Math.min(zone, ground / (1 + this.#leastReturn(zone, attack, heard, side) / zone));
  }
}
