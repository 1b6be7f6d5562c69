import type { SoundShelf } from './sound-shelf.js';

/** A sound that can be made again at any time, always the same. */
export interface BankSound {
  /** Equal keys are the same sound. */
  readonly key: string;
  readonly make: () => readonly Float32Array[];
}

interface Slot {
  readonly sound: BankSound;
  channels: readonly Float32Array[] | undefined;
  /** Samples of each channel; known once it has been made, and remembered when it is forgotten. */
  length: number | undefined;
  lastUsed: number;
  /** Whether the channels lie on the shelf, and so are never forgotten. */
  isShelved: boolean;
}

/** Samples kept per bank: 32 MB at most; the oldest leave. Most songs find room for all on the shelf. */
const BANK_SAMPLES = 8_000_000;

/** How much is kept, and where. */
export interface BankRoom {
  /** Samples of all channels that are kept; the sound in use is kept even if it alone is larger. @default 8 000 000 */
  readonly capacity?: number | undefined;
  /** Where banks of other threads leave the same sounds under the same numbers; what finds room there stays there. */
  readonly shelf?: SoundShelf | undefined;
}

/** Sounds by number, made when first asked for, forgotten when room is needed. */
export interface SampleBank {
  /** Number of a sound; the same for equal keys. */
  add(sound: BankSound): number;
  /** The channels of a sound. Do not write into them. */
  get(id: number): readonly Float32Array[];
  /** Samples of a sound; makes it if need be. */
  lengthOf(id: number): number;
}

/** An empty bank. */
export function createSampleBank({ capacity = BANK_SAMPLES, shelf }: BankRoom = {}): SampleBank {
  const slots: Slot[] = [];
  const ids = new Map<string, number>();
  let held = 0;
  let clock = 0;

  function forgetOldest(keep: Slot): void {
    while (held > capacity) {
      let oldest: Slot | undefined;
      for (const slot of slots) {
        if (slot === keep || slot.isShelved || !slot.channels) continue;
        if (!oldest || slot.lastUsed < oldest.lastUsed) oldest = slot;
      }
      if (!oldest?.channels) return;
      held -= oldest.channels.length * oldest.length!;
      oldest.channels = undefined;
    }
  }

  function load(id: number): readonly Float32Array[] {
    const slot = slots[id]!;
    slot.lastUsed = ++clock;
    if (slot.channels) return slot.channels;
    const shared = shelf?.get(id);
    const made = shared ?? slot.sound.make();
    const shelved = shared ?? shelf?.put(id, made);
    const channels = shelved ?? made;
    slot.channels = channels;
    slot.length = channels[0]!.length;
    slot.isShelved = shelved !== undefined;
    if (slot.isShelved) return channels;
    held += channels.length * slot.length;
    forgetOldest(slot);
    return channels;
  }

  return {
    add(sound) {
      const known = ids.get(sound.key);
      if (known !== undefined) return known;
      slots.push({ sound, channels: undefined, length: undefined, lastUsed: 0, isShelved: false });
      ids.set(sound.key, slots.length - 1);
      return slots.length - 1;
    },
    get: load,
    lengthOf: (id) => slots[id]!.length ?? load(id)[0]!.length,
  };
}
