import { describe, expect, it } from 'vitest';
import { speakSyllables, syllableTrain } from '../../test/synthetic-voice.js';
import { createRandom } from './random.js';
import { syllableFrames } from './syllable.js';
import { type VowelCurves, vowelCurves } from './vowel-net.js';

/** Curves with a sure vowel of 120 ms after each onset. */
function curvesOf(frames: number, onsets: readonly (readonly [frame: number, p: number])[]): VowelCurves {
  const vowel = new Float32Array(frames).fill(0.02);
  const onset = new Float32Array(frames).fill(0.01);
  for (const [frame, p] of onsets) {
    vowel.fill(0.95, frame, frame + 12);
    for (let off = -2; off <= 2; off++)
      onset[frame + off] = Math.max(onset[frame + off]!, p * 0.5 ** Math.abs(off));
  }
  return { vowel, onset };
}

describe('syllableFrames()', () => {
  it('takes the peaks of the onset curve, in order', () => {
    const curves = curvesOf(200, [
      [20, 0.9],
      [42, 0.7],
      [60, 0.8],
      [81, 0.9],
    ]);
    expect(syllableFrames(curves)).toEqual([20, 42, 60, 81]);
  });
  it('passes over a pause of any length', () => {
    const curves = curvesOf(1000, [
      [20, 0.9],
      [40, 0.9],
      [900, 0.9],
    ]);
    expect(syllableFrames(curves)).toEqual([20, 40, 900]);
  });
  it('takes no two syllables within 60 ms, but the surer one', () => {
    const curves = curvesOf(100, [
      [20, 0.6],
      [25, 0.95],
      [50, 0.9],
    ]);
    expect(syllableFrames(curves)).toEqual([25, 50]);
  });
  it('takes no onset without a vowel after it', () => {
    const { vowel, onset } = curvesOf(100, [
      [20, 0.9],
      [50, 0.9],
    ]);
    vowel.fill(0.02, 45, 70);
    expect(syllableFrames({ vowel, onset })).toEqual([20]);
  });
  it('takes none where every peak is likelier no syllable', () => {
    expect(
      syllableFrames(
        curvesOf(100, [
          [20, 0.1],
          [50, 0.15],
        ]),
      ),
    ).toEqual([]);
  });
  it('moves its threshold until the expected count is reached', () => {
    const onsets = [0.9, 0.3, 0.85, 0.25, 0.8, 0.9].map((p, i) => [20 + 18 * i, p] as const);
    const curves = curvesOf(200, onsets);
    for (const count of [4, 5, 6]) expect(syllableFrames(curves, count)).toHaveLength(count);
    expect(syllableFrames(curves, 4)).toEqual([20, 56, 92, 110]);
  });
  it('comes as near as it can to a count that is out of reach', () => {
    const curves = curvesOf(100, [
      [20, 0.9],
      [50, 0.9],
    ]);
    expect(syllableFrames(curves, 50)).toEqual([20, 50]);
  });
  it('finds nothing in empty and in flat curves', () => {
    expect(syllableFrames({ vowel: new Float32Array(0), onset: new Float32Array(0) })).toEqual([]);
    expect(syllableFrames({ vowel: new Float32Array(50), onset: new Float32Array(50) })).toEqual([]);
  });
  for (const gap of [0.19, 0.26, 0.34]) {
    it(`counts consonant-vowel syllables ${gap} s apart`, () => {
      const counts = [1, 2, 3].map((seed) => {
        const train = syllableTrain(12, gap, 0.5, seed);
        const speech = speakSyllables(train, train.at(-1)!.atSeconds + 0.8, 16_000, seed);
        return syllableFrames(vowelCurves(speech, 16_000)).length;
      });
      for (const count of counts) expect(Math.abs(count - 12)).toBeLessThanOrEqual(1);
      expect(Math.abs(counts.reduce((sum, n) => sum + n, 0) - 36)).toBeLessThanOrEqual(1);
    });
  }
  it('counts the same at a hundredth of the level and in a little noise', () => {
    const train = syllableTrain(12, 0.25, 0.5, 5);
    const speech = speakSyllables(train, 4.4);
    const random = createRandom(1);
    const soft = speech.map((x) => 0.01 * x);
    const noisy = speech.map((x) => x + 0.004 * (random() - 0.5));
    for (const sound of [speech, soft, noisy]) {
      expect(Math.abs(syllableFrames(vowelCurves(sound, 16_000)).length - 12)).toBeLessThanOrEqual(1);
    }
  });
  it('hears no syllable in silence', () => {
    expect(syllableFrames(vowelCurves(new Float32Array(32_000), 16_000))).toEqual([]);
  });
});
