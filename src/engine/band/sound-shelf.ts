/** Room in which threads leave finished sounds for each other. Stays shared when it is cloned. */
export interface ShelfMemory {
  /** Int32: first free sample, then for each sound its place + 1 (0 while it has none), length and channels. */
  readonly places: SharedArrayBuffer;
  /** Float32: the samples of all sounds, channel after channel. */
  readonly samples: SharedArrayBuffer;
}

/** Sounds by number, put by whichever thread makes them first. */
export interface SoundShelf {
  /** The channels of a sound, or undefined where nobody has put it. Do not write into them. */
  get(id: number): readonly Float32Array[] | undefined;
  /** Puts a copy of a sound and gives that back; undefined where there is no room. */
  put(id: number, channels: readonly Float32Array[]): readonly Float32Array[] | undefined;
}

const FIELDS = 3;
const fieldOf = (id: number): number => 1 + FIELDS * id;

/**
 * @param sounds how many numbers there are
 * @param capacity samples of all channels; memory is taken as it is filled
 */
export const createShelfMemory = (sounds: number, capacity: number): ShelfMemory => ({
  places: new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT * fieldOf(sounds)),
  samples: new SharedArrayBuffer(Float32Array.BYTES_PER_ELEMENT * capacity),
});

/** A thread's view of the shelf. Two threads that make a sound at once both put it, and either will do. */
export function openShelf(memory: ShelfMemory): SoundShelf {
  const places = new Int32Array(memory.places);
  const samples = new Float32Array(memory.samples);
  const get = (id: number): Float32Array[] | undefined => {
    const field = fieldOf(id);
    const start = Atomics.load(places, field) - 1;
    if (start < 0) return undefined;
    const [length, count] = [places[field + 1]!, places[field + 2]!];
    return Array.from({ length: count }, (_, c) =>
      samples.subarray(start + c * length, start + (c + 1) * length),
    );
  };
  return {
    get,
    put(id, channels) {
      const { length } = channels[0]!;
      const size = channels.length * length;
      const start = Atomics.add(places, 0, size);
      if (start + size > samples.length) {
        Atomics.sub(places, 0, size);
        return undefined;
      }
      channels.forEach((channel, c) => {
        samples.set(channel, start + c * length);
      });
      const field = fieldOf(id);
      places[field + 1] = length;
      places[field + 2] = channels.length;
      Atomics.store(places, field, start + 1); // last: whoever sees the place finds all the rest
      return get(id);
    },
  };
}
