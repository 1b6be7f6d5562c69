import { secondsToSamples } from '../../dsp/units.js';
import type { StemPlayer } from './mixdown.js';
import type { Plan } from './plan.js';

const SEAM_SECONDS = 0.01;

/** What the stem is played from. */
export interface BeatStemInput {
  readonly file: NonNullable<Plan['beat']>;
  /** Left and right. */
  readonly channels: readonly Float32Array[];
  readonly sampleRate: number;
  /** Amplitude ratio. */
  readonly gain: number;
  /** Sample of the song from which it fades, and the one at which it is silent. */
  readonly fadeFrom: number;
  readonly fadeTo: number;
}

/** The recorded beat, round and round in whole bars with a short cross-fade at the seam, faded out at the end. */
export function beatStem({ file, channels, sampleRate, gain, fadeFrom, fadeTo }: BeatStemInput): StemPlayer {
  const from = secondsToSamples(file.loopFrom, sampleRate);
  const to = secondsToSamples(file.loopTo, sampleRate);
  const round = to - from;
  const seam = Math.min(Math.round(SEAM_SECONDS * sampleRate), round >> 1);
  const sampleAt = (source: Float32Array, n: number): number => {
    if (n < to) return source[n] ?? 0;
    const place = from + ((n - to) % round);
    const into = place - from;
    const here = source[place] ?? 0;
    if (into >= seam) return here;
    const mix = (into + 0.5) / seam; // what came before the seam fades into what stands after it
    return here * mix + (source[to + into] ?? 0) * (1 - mix);
  };
  return {
    name: 'beat',
    play(start, out) {
      out.forEach((channel, c) => {
        const source = channels[c] ?? channels[0]!;
        for (let n = 0; n < channel.length; n++) {
          const at = start + n;
          const fade = at < fadeFrom ? 1 : Math.max(0, (fadeTo - at) / (fadeTo - fadeFrom));
          channel[n] = gain * fade * sampleAt(source, at);
        }
      });
    },
  };
}
