import { expect, it } from 'vitest';
import { createRandom } from './random.js';

/** Anything that changes its channels in place, or writes to more of them than it reads. */
type Process = (channels: readonly Float32Array[]) => void;

/** Two seconds of noise that swells, stops and comes back: enough to move every gain. Each channel is another. */
export function restlessNoise(channelCount: number, sampleRate = 44_100): Float32Array[] {
  return Array.from({ length: channelCount }, (_, c) => {
    const random = createRandom(c + 1);
    const swell = (n: number): number => Math.max(0, Math.sin((2 * Math.PI * 1.5 * n) / sampleRate)) ** 2;
    return Float32Array.from({ length: 2 * sampleRate }, (_, n) => 1.6 * swell(n) * (random() - 0.5));
  });
}

/** Output for one order of block lengths, over and over. */
function runInBlocks(
  process: Process,
  input: readonly Float32Array[],
  lengths: readonly number[],
): Float32Array[] {
  const out = input.map((samples) => samples.slice());
  for (let n = 0, k = 0; n < out[0]!.length; k++) {
    const end = Math.min(out[0]!.length, n + lengths[k % lengths.length]!);
    process(out.map((samples) => samples.subarray(n, end)));
    n = end;
  }
  return out;
}

/** What every block processor promises: how the sound was cut into blocks cannot be heard, nor seen in any bit. */
export function itIgnoresBlockSizes(create: () => Process, input: readonly Float32Array[]): void {
  it('gives the same bits whatever the block sizes', () => {
    const whole = runInBlocks(create(), input, [input[0]!.length]);
    for (const lengths of [[512], [1, 7, 640, 33, 256], [4099]]) {
      const parts = runInBlocks(create(), input, lengths);
      const differences = parts.map(
        (samples, c) => samples.filter((x, n) => !Object.is(x, whole[c]![n])).length,
      );
      expect(differences, `blocks of ${lengths}`).toEqual(whole.map(() => 0));
    }
  });
  it('keeps silence silent', () => {
    const silence = runInBlocks(
      create(),
      input.map(() => new Float32Array(5000)),
      [512],
    );
    expect(silence.every((samples) => samples.every((x) => x === 0))).toBe(true);
  });
}

/** Level of a sine of the given frequency in a sound, dB against a sine at full scale, by the Goertzel sums. */
export function toneLevelDb(samples: Float32Array, hz: number, sampleRate: number): number {
  let [re, im] = [0, 0];
  for (let n = 0; n < samples.length; n++) {
    const hann = 1 - Math.cos((2 * Math.PI * (n + 0.5)) / samples.length);
    re += hann * samples[n]! * Math.cos((2 * Math.PI * hz * n) / sampleRate);
    im += hann * samples[n]! * Math.sin((2 * Math.PI * hz * n) / sampleRate);
  }
  return 20 * Math.log10((2 * Math.sqrt(re * re + im * im)) / samples.length);
}

/** A sine, as long as asked. */
export function sine(
  hz: number,
  amplitude: number,
  seconds: number,
  sampleRate = 44_100,
  phase = 0,
): Float32Array {
  const length = Math.round(seconds * sampleRate);
  return Float32Array.from(
    { length },
    (_, n) => amplitude * Math.sin((2 * Math.PI * hz * n) / sampleRate + phase),
  );
}

/** Root mean square in dBFS, where a sine at full scale reads 0. */
export function rmsDb(samples: Float32Array): number {
  return 10 * Math.log10((2 * samples.reduce((sum, x) => sum + x * x, 0)) / samples.length + 1e-30);
}
