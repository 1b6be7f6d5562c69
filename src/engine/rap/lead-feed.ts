import { createDucking } from '../../dsp/ducking.js';
import type { VoiceTrack } from './voice-track.js';

/** The lead voice block by block, read a little ahead so that the music can step back before a word begins. */
export interface LeadFeed {
  /** The next block of the voice, and by how much the music is to be turned down meanwhile (amplitude ratios). */
  next(length: number): Promise<{ readonly dry: Float32Array; readonly duckGains: Float32Array }>;
}

/** @param depthDb how far the music steps back, dB >= 0 */
export function createLeadFeed(lead: VoiceTrack, sampleRate: number, depthDb: number): LeadFeed {
  const ducking = createDucking({ sampleRate, depthDb });
  let ahead: Float32Array = new Float32Array(0);
  let position = 0;
  const read = async (length: number): Promise<Float32Array> => {
    const block = new Float32Array(length);
    await lead.prepare(position + length);
    lead.read(position, [block]);
    position += length;
    return block;
  };
  return {
    async next(length) {
      if (position === 0) {
        ahead = await read(ducking.latencyLength);
        ducking.process(ahead, new Float32Array(ahead.length)); // gains of the time before the song
      }
      const fresh = await read(length);
      const duckGains = new Float32Array(length);
      ducking.process(fresh, duckGains);
      const line = new Float32Array(ahead.length + length);
      line.set(ahead);
      line.set(fresh, ahead.length);
      ahead = line.slice(length);
      return { dry: line.subarray(0, length), duckGains };
    },
  };
}
