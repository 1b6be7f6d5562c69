import type { Random } from '../types.js';
import { fadeIn, fadeOut, lengthOf, normalisePeak } from './envelope.js';
import { whiteNoise } from './noise.js';
import { saw } from './oscillator.js';
import { filterInPlace } from './svf.js';

/** A record pushed forth and pulled back under the needle. */
export interface ScratchParams {
  /** Pitch of the recorded sound at normal speed, Hz. @default 230 */
  readonly pitchHz?: number | undefined;
  /** Pushes within the given time, each a forth and a back. @default 2 */
  readonly pushes?: number | undefined;
}

/**
 * A scratch of a sung sound.
 *
 * @returns shape [length], peak 1, silent at both ends
 * @throws {RangeError} if `seconds` or `sampleRate` is not > 0
 */
export function scratch(
  seconds: number,
  params: ScratchParams,
  sampleRate: number,
  random: Random,
): Float32Array {
  const { pitchHz = 230, pushes = 2 } = params;
  const length = lengthOf(seconds, sampleRate);
  const out = new Float32Array(length);
  const grit = whiteNoise(length, random);
  let phase = 0.5;
  for (let n = 0; n < length; n++) {
    // the hand moves as a sine: pitch follows its speed, and the level too, as the needle hears velocity
    const speed = Math.abs(Math.sin((2 * Math.PI * pushes * n) / length));
    const step = Math.max(1e-4, (pitchHz * 2.4 * speed) / sampleRate);
    out[n] = speed ** 0.7 * (saw(phase, step) + 0.25 * grit[n]!);
    phase += step;
    if (phase >= 1) phase -= 1;
  }
  const formants = out.slice();
  filterInPlace(formants, { kind: 'bandpass', hz: 950, q: 2 }, sampleRate);
  filterInPlace(out, { kind: 'bandpass', hz: 2300, q: 1.5 }, sampleRate);
  for (let n = 0; n < length; n++) out[n] = formants[n]! + 0.5 * out[n]!;
  fadeIn(out, 0.004, sampleRate);
  fadeOut(out, 0.006, sampleRate);
  normalisePeak([out]);
  return out;
}
