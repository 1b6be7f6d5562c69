/** What a take is like, and what to do about it. */
export interface TakeMeasures {
  /** Largest sample, dBFS; null for digital silence. */
  readonly peakDb: number | null;
  /** Level of the louder tenth of the take, dBFS: of speech, not of its pauses; null for digital silence. */
  readonly speechDb: number | null;
  /** Level of the quieter tenth, dBFS: of what sounds when nobody speaks; null for digital silence. */
  readonly noiseDb: number | null;
  /** Samples that stand at the largest number there is, three or more in a row. */
  readonly clippedSamples: number;
  /** What a person could do better, in order of weight; empty for a good take. */
  readonly advice: readonly string[];
}

const FULL = 32_767;
/** As long as a syllable: short enough for its pauses. In samples of all channels, whatever their rate. */
const FRAME = 2048;
const CLIPPED_RUN = 3;
const QUIET_DB = -45;
const LEAST_DISTANCE_DB = 10;

/** Listens to a take of 16-bit samples. */
export function createTakeMeter() {
  const levels: number[] = [];
  let [peak, clipped, run, sum, filled] = [0, 0, 0, 0, 0];
  return {
    /** @param block samples, 16 bit little-endian */
    add(block: Uint8Array): void {
      const view = new DataView(block.buffer, block.byteOffset, block.byteLength);
      for (let at = 0; at + 1 < block.length; at += 2) {
        const value = Math.abs(view.getInt16(at, true));
        if (value > peak) peak = value;
        run = value >= FULL ? run + 1 : 0;
        if (run === CLIPPED_RUN) clipped += CLIPPED_RUN;
        else if (run > CLIPPED_RUN) clipped += 1;
        sum += value * value;
        if (++filled === FRAME) {
          levels.push(Math.sqrt(sum / FRAME) / (FULL + 1));
          [sum, filled] = [0, 0];
        }
      }
    },
    measures(): TakeMeasures {
      const sorted = [...levels].sort((a, b) => a - b);
      const quantile = (share: number): number => sorted[Math.floor(share * (sorted.length - 1))] ?? 0;
      const [noise, speech] = [decibels(quantile(0.1)), decibels(quantile(0.9))];
      const facts = {
        peakDb: decibels(peak / (FULL + 1)),
        speechDb: speech,
        noiseDb: noise,
        clippedSamples: clipped,
      };
      return { ...facts, advice: levels.length === 0 ? [] : adviceFor(facts) };
    },
  };
}

function adviceFor({ speechDb, noiseDb, clippedSamples }: Omit<TakeMeasures, 'advice'>): string[] {
  if (speechDb === null)
    return ['there is nothing but silence: is the microphone muted, or another one in use?'];
  const advice: string[] = [];
  if (clippedSamples > 0)
    advice.push('it is too loud and clipped: turn the input down, or speak further away');
  if (speechDb < QUIET_DB)
    advice.push('it is very quiet: turn the input up, or speak closer to the microphone');
  if (noiseDb !== null && speechDb - noiseDb < LEAST_DISTANCE_DB) {
    advice.push('there is hardly more than noise: find a quieter place, or speak closer to the microphone');
  }
  return advice;
}

const decibels = (level: number): number | null => (level > 0 ? 20 * Math.log10(level) : null);
