import { describe, expect, it } from 'vitest';
import { itIgnoresBlockSizes, restlessNoise, rmsDb, toneLevelDb } from './block-processor.contract.js';
import { createDeEsser } from './de-esser.js';
import { createBiquadCascade, highPass } from './filter.js';
import { createRandom } from './random.js';

const RATE = 44_100;
/** A vowel of harmonics that fall by 6 dB an octave, with an s of noise above 5 kHz from 0.5 to 0.6 s. */
function sayAsa(amplitude: number, sampleRate = RATE): Float32Array {
  const random = createRandom(1);
  const hiss = Float32Array.from({ length: sampleRate }, () => random() - 0.5);
  createBiquadCascade([highPass(sampleRate, 5000), highPass(sampleRate, 5000)]).process([hiss]);
  return hiss.map((noise, n) => {
    const t = n / sampleRate;
    if (t >= 0.5 && t < 0.6) return amplitude * 0.8 * noise;
    let vowel = 0;
    for (let k = 1; k <= 20; k++) vowel += Math.sin(2 * Math.PI * 150 * k * t) / k;
    return amplitude * 0.3 * vowel;
  });
}
const hissOf = (samples: Float32Array, sampleRate = RATE): number =>
  rmsDb(samples.subarray(0.51 * sampleRate, 0.59 * sampleRate));

describe('createDeEsser()', () => {
  itIgnoresBlockSizes(
    () => createDeEsser({ sampleRate: RATE, channelCount: 2, thresholdDb: -30 }).process,
    restlessNoise(2),
  );
  it.each([22_050, 44_100, 48_000])(
    'softens an s and leaves vowels alone at %i Hz, loud or soft',
    (sampleRate) => {
      for (const amplitude of [1, 0.05]) {
        const input = sayAsa(amplitude, sampleRate);
        const output = input.slice();
        createDeEsser({ sampleRate }).process([output]);
        const softened = hissOf(input, sampleRate) - hissOf(output, sampleRate);
        expect(softened).toBeGreaterThan(2);
        expect(softened).toBeLessThan(10);
        for (const [from, to] of [
          [0.1, 0.5],
          [0.75, 1],
        ] as const) {
          const vowel = (samples: Float32Array): Float32Array =>
            samples.subarray(from * sampleRate, to * sampleRate);
          expect(Math.abs(rmsDb(vowel(output)) - rmsDb(vowel(input)))).toBeLessThan(0.02);
          expect(
            Math.abs(
              toneLevelDb(vowel(output), 3000, sampleRate) - toneLevelDb(vowel(input), 3000, sampleRate),
            ),
          ).toBeLessThan(0.2);
        }
      }
    },
  );
  it('takes no more than its range', () => {
    const output = sayAsa(1);
    createDeEsser({ sampleRate: RATE, thresholdDb: -60, ratio: 100, rangeDb: 4 }).process([output]);
    expect(hissOf(sayAsa(1)) - hissOf(output)).toBeLessThan(4.2);
  });
  it('refuses a cutoff that the rate cannot hold', () => {
    expect(() => createDeEsser({ sampleRate: 8000 })).toThrow(RangeError);
  });
});
