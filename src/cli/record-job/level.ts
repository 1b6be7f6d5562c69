/** What a meter shows of the last moments. */
export interface Level {
  /** dBFS, -Infinity for digital silence. */
  readonly rmsDb: number;
  /** The highest of the last seconds, dBFS. */
  readonly peakDb: number;
  /** Whether it was as high as a number can be. */
  readonly isClipping: boolean;
}

const FULL = 32_767;
/** A meter that falls at once cannot be read. */
const HOLD_SECONDS = 1.5;

/** Follows the level of a take of 16-bit samples. */
export function createLevel(sampleRate: number, channelCount: number) {
  let [rmsDb, peak, heldFor] = [Number.NEGATIVE_INFINITY, 0, 0];
  let samples = 0;
  return {
    /** @param block samples, 16 bit little-endian, interleaved */
    add(block: Uint8Array): void {
      const view = new DataView(block.buffer, block.byteOffset, block.byteLength);
      const count = block.length >> 1;
      let [sum, highest] = [0, 0];
      for (let at = 0; at < count; at++) {
        const value = Math.abs(view.getInt16(2 * at, true));
        sum += value * value;
        if (value > highest) highest = value;
      }
      if (count === 0) return;
      samples += count;
      const seconds = count / channelCount / sampleRate;
      rmsDb = decibels(Math.sqrt(sum / count));
      heldFor = highest >= peak ? 0 : heldFor + seconds;
      if (highest >= peak || heldFor > HOLD_SECONDS) [peak, heldFor] = [highest, 0];
    },
    now: (): Level => ({ rmsDb, peakDb: decibels(peak), isClipping: peak >= FULL }),
    /** What is kept so far. */
    seconds: (): number => samples / channelCount / sampleRate,
  };
}

const decibels = (value: number): number => 20 * Math.log10(value / (FULL + 1));
