import { vowelCurves } from '../../src/dsp/vowel-net.js';
import { VOWEL_WEIGHTS } from '../../src/dsp/vowel-weights.js';
import { framesOf } from './frames.js';
import { RATE, type Spoken } from './spoken.js';
import { predict } from './train.js';
import { unpack } from './write-weights.js';

/**
 * Stops the training where this folder sees or computes anything else than rapgo itself does.
 *
 * @throws {Error} where the shipped network gives other curves here than there
 */
export function checkFeatures(clip: Spoken): void {
  const here = predict(unpack(VOWEL_WEIGHTS), framesOf([clip]));
  const there = vowelCurves(clip.sound, RATE);
  for (const name of ['vowel', 'onset'] as const) {
    const far = there[name].findIndex((p, t) => !(Math.abs(p - here[name][t]!) < 1e-5));
    if (here[name].length !== there[name].length || far >= 0) {
      throw new Error(`the ${name} curve here is not that of src/dsp/vowel-net.ts (frame ${far})`);
    }
  }
}
