import { beforeEach, describe, expect, it } from 'vitest';
import type { Arrival, Arrivals } from './arrivals.js';

const ARRIVAL: Arrival = {
  ...{
    watch: 'w',
    source: 'file:///in/a.mp4',
    sha256: 'aa',
    state: 'done',
    attempts: 0,
    dueAt: 0,
    reason: null,
  },
  stamp: { bytes: 12, modifiedMs: 1.5, inode: 3 },
};

/** Holds every memory of arrivals to the same rules. */
export function arrivalsContract(name: string, open: () => Arrivals | Promise<Arrivals>): void {
  describe(`arrivals of ${name}`, () => {
    let arrivals: Arrivals;
    beforeEach(async () => {
      arrivals = await open();
    });
    it('gives back what was saved last', async () => {
      expect(await arrivals.find('w', ARRIVAL.source)).toBeUndefined();
      const failed = {
        ...ARRIVAL,
        state: 'failed',
        attempts: 2,
        dueAt: 99,
        reason: 'no',
        sha256: null,
      } as const;
      await arrivals.save(failed);
      expect(await arrivals.find('w', ARRIVAL.source)).toEqual(failed);
      await arrivals.save(ARRIVAL);
      expect(await arrivals.find('w', ARRIVAL.source)).toEqual(ARRIVAL);
    });
    it('keeps watches apart', async () => {
      await arrivals.save(ARRIVAL);
      expect(await arrivals.find('other', ARRIVAL.source)).toBeUndefined();
      expect(await arrivals.doneOfSize('other', 12)).toEqual([]);
    });
    it('finds what is done by its size', async () => {
      await arrivals.save(ARRIVAL);
      await arrivals.save({ ...ARRIVAL, source: 'file:///in/b.mp4', state: 'aside' });
      await arrivals.save({ ...ARRIVAL, source: 'file:///in/c.mp4', stamp: { ...ARRIVAL.stamp, bytes: 13 } });
      expect(await arrivals.doneOfSize('w', 12)).toEqual([ARRIVAL]);
    });
  });
}
