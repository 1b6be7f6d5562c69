import type { Arrival, Arrivals } from '../../engine/ports/arrivals.js';

/** A memory of arrivals that lives as long as the process. */
export function memoryArrivals(): Arrivals {
  const known = new Map<string, Arrival>();
  const keyOf = ({ watch, source }: Pick<Arrival, 'watch' | 'source'>) => `${watch} ${source}`;
  return {
    find: async (watch, source) => known.get(keyOf({ watch, source })),
    doneOfSize: async (watch, bytes) =>
      [...known.values()].filter(
        (arrival) => arrival.watch === watch && arrival.state === 'done' && arrival.stamp.bytes === bytes,
      ),
    async save(arrival) {
      known.set(keyOf(arrival), arrival);
    },
  };
}
