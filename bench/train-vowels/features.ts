import { VOWEL_BANDS, VOWEL_CONTEXT } from '../../src/dsp/vowel-net.js';

export { VOWEL_BANDS as BANDS, VOWEL_CONTEXT as CONTEXT };

/** Numbers the network sees. */
export const INPUTS = VOWEL_CONTEXT.length * VOWEL_BANDS;
