import { changeInPlace } from '../wasm/in-place.js';
import { sampleLoops } from '../wasm/sample-loops.js';

/** Drives samples through tanh, in place; small signals grow by `drive`, full scale stays. 0 leaves all alone. */
export function driveInPlace(samples: Float32Array, drive: number): void {
  if (!(drive > 0)) return;
  const scale = 1 / Math.tanh(drive);
  for (let n = 0; n < samples.length; n++) samples[n] = scale * Math.tanh(drive * samples[n]!);
}

/**
 * Gentle overload that never exceeds `ceiling`, in place: straight at the bottom, a cubic bend, then flat. The cubic
 * makes third harmonics only, so hardly anything folds back at ordinary rates.
 *
 * @param gain factor before the overload
 * @param ceiling > 0
 * @param gains further factor for each sample; at least as long as `samples`
 */
export function softClipInPlace(
  samples: Float32Array,
  gain: number,
  ceiling: number,
  gains?: Float32Array,
): void {
  const scale = gain / ceiling;
  const bend = (-4 / 27) * ceiling;
  const loops = sampleLoops();
  if (loops === null) clipPlainly(samples, scale, ceiling, bend, gains);
  else
    changeInPlace(loops, samples, (count, from) => {
      if (gains) {
        loops.floats.set(gains.subarray(from, from + count));
        loops.multiply(count);
      }
      loops.softClip(count, scale, ceiling, bend);
    });
}

/** `assembly/shape.ts` does the same, to the same bits. */
function clipPlainly(
  samples: Float32Array,
  scale: number,
  ceiling: number,
  bend: number,
  gains?: Float32Array,
): void {
  if (gains) for (let n = 0; n < samples.length; n++) samples[n]! *= gains[n]!;
  for (let n = 0; n < samples.length; n++) {
    let x = scale * samples[n]!;
    // quicker than Math.min and Math.max
    if (x > 1.5) x = 1.5;
    else if (x < -1.5) x = -1.5;
    samples[n] = x * (ceiling + bend * x * x);
  }
}
