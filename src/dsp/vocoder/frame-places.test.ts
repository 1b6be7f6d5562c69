import { describe, expect, it } from 'vitest';
import { createRandom } from '../random.js';
import { createTimeMap, evenMap } from '../time-map.js';
import { FramePlaces } from './frame-places.js';

const ZONE = 1000;

describe('FramePlaces', () => {
  it('follows the map where there is no attack', () => {
    const places = new FramePlaces(evenMap(2), ZONE, []);
    expect(places.at(-50)).toMatchObject({ place: -50, attack: -1 });
    expect(places.at(1000)).toEqual({ place: 500, attack: -1, nextAttack: Number.POSITIVE_INFINITY });
  });
  for (const ratio of [0.25, 0.75, 1, 1.3, 4]) {
    it(`lets time run at its own speed around an attack, and then goes back to the map, at ratio ${ratio}`, () => {
      const [attack, heard] = [50_000, 50_000 * ratio];
      const places = new FramePlaces(evenMap(ratio), ZONE, [attack]);
      expect(places.at(heard - 7 * ZONE - 1)).toMatchObject({ attack: -1, nextAttack: attack });
      for (const away of [-ZONE, -300, 0, 999]) {
        const { place, attack: zone } = places.at(heard + away);
        expect(place).toBeCloseTo(attack + away, 6);
        expect(zone).toBe(attack);
      }
      const after = heard + 7 * ZONE + 1;
      expect(places.at(after).place).toBeCloseTo(after / ratio, 6);
    });
  }
  it('stays within a zone of the map, and always goes forward, at no more than twice its speed', () => {
    const random = createRandom(5);
    for (const ratio of [0.25, 0.4, 0.75, 1.3, 1.9, 4]) {
      const attacks: number[] = [];
      for (let at = 30_000; at < 400_000; at += 300 + 20_000 * random() ** 3) attacks.push(Math.round(at));
      const places = new FramePlaces(evenMap(ratio), ZONE, attacks);
      let last = Number.NEGATIVE_INFINITY;
      for (let output = 0; output < 400_000 * ratio; output += 97) {
        const { place } = places.at(output);
        expect(place - last).toBeGreaterThanOrEqual(Math.min(97, (97 / ratio) * 0.49) - 1e-6);
        if (output > 0) expect(place - last).toBeLessThanOrEqual(Math.max(97, (97 / ratio) * 2.01));
        const late = (output / ratio - place) * ratio; // output samples
        expect(Math.abs(late)).toBeLessThanOrEqual(ZONE * Math.abs(ratio - 1) + 1e-6);
        last = place;
      }
    }
  });
  it('needs to know no attack beyond what it says', () => {
    const map = createTimeMap([
      [0, 0],
      [10_000, 14_000],
      [60_000, 44_000],
    ]);
    const attacks = [800, 9000, 9900, 10_500, 30_000, 31_200, 55_000];
    const all = new FramePlaces(map, ZONE, attacks);
    for (let output = 0; output < 44_000; output += 500) {
      const known = attacks.filter((attack) => attack < all.needs(output));
      const { place, attack } = all.at(output);
      expect(new FramePlaces(map, ZONE, known).at(output)).toMatchObject({ place, attack });
    }
  });
});
