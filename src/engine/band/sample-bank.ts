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
}

/** Samples kept per bank: 32 MB at most. Drums take 5 MB, the long chords of a song all of it; the oldest leave. */
const BANK_SAMPLES = 8_000_000;

/** Sounds by number, made when first asked for, forgotten when room is needed. */
export interface SampleBank {
  /** Number of a sound; the same for equal keys. */
  add(sound: BankSound): number;
  /** The channels of a sound. Do not write into them. */
  get(id: number): readonly Float32Array[];
  /** Samples of a sound; makes it if need be. */
  lengthOf(id: number): number;
}

/** @param capacity samples of all channels that are kept; the sound in use is kept even if it alone is larger */
export function createSampleBank(capacity = BANK_SAMPLES): SampleBank {
  const slots: Slot[] = [];
  const ids = new Map<string, number>();
  let held = 0;
  let clock = 0;

  function forgetOldest(keep: Slot): void {
    while (held > capacity) {
      let oldest: Slot | undefined;
      for (const slot of slots) {
        if (slot !== keep && slot.channels && (!oldest || slot.lastUsed < oldest.lastUsed)) oldest = slot;
      }
      if (!oldest?.channels) return;
      held -= oldest.channels.length * oldest.length!;
      oldest.channels = undefined;
    }
  }

  function load(slot: Slot): readonly Float32Array[] {
    slot.lastUsed = ++clock;
    if (slot.channels) return slot.channels;
    const channels = slot.sound.make();
    slot.channels = channels;
    slot.length = channels[0]!.length;
    held += channels.length * slot.length;
    forgetOldest(slot);
    return channels;
  }

  return {
    add(sound) {
      const known = ids.get(sound.key);
      if (known !== undefined) return known;
      slots.push({ sound, channels: undefined, length: undefined, lastUsed: 0 });
      ids.set(sound.key, slots.length - 1);
      return slots.length - 1;
    },
    get: (id) => load(slots[id]!),
    lengthOf(id) {
      const slot = slots[id]!;
      return slot.length ?? load(slot)[0]!.length;
    },
  };
}
