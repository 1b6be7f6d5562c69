import { describe, expect, it, vi } from 'vitest';
import { speakVowel } from '../../../test/synthetic-voice.js';
import { PortableKernel } from './portable-kernel.js';
import { WasmKernel } from './wasm-kernel.js';

const RATE = 44_100;
const LENGTH = 20_000;

async function shifterWith(Kernel: typeof PortableKernel | typeof WasmKernel) {
  vi.resetModules();
  vi.doMock('./frame-kernels.js', () => ({
    createFrameKernel: (shape: ConstructorParameters<typeof Kernel>[0]) => new Kernel(shape),
  }));
  return (await import('./pitch-shifter.js')).createPitchShifter;
}

/** Levels of the harmonics below 4 kHz in the middle of a sound, dB. */
function harmonicLevels(samples: Float32Array, f0: number): number[] {
  const [from, length] = [LENGTH >> 2, LENGTH >> 1];
  return Array.from({ length: Math.floor(4000 / f0) }, (_, i) => {
    let [re, im] = [0, 0];
    for (let n = 0; n < length; n++) {
      const angle = (2 * Math.PI * (i + 1) * f0 * n) / RATE;
      const value = samples[from + n]! * (1 - Math.cos((2 * Math.PI * n) / length));
      re += value * Math.cos(angle);
      im += value * Math.sin(angle);
    }
    return 10 * Math.log10(re * re + im * im + 1e-20);
  });
}

/** Root mean square of the differences where the wanted levels are within 25 dB of the loudest, one gain taken out. */
function differenceDb(levels: readonly number[], wanted: readonly number[]): number {
  const least = Math.max(...wanted) - 25;
  const errors = levels.map((level, i) => level - wanted[i]!).filter((_, i) => wanted[i]! > least);
  const mean = errors.reduce((sum, error) => sum + error, 0) / errors.length;
  return Math.sqrt(errors.reduce((sum, error) => sum + (error - mean) ** 2, 0) / errors.length);
}

describe.each([
  { name: 'PortableKernel', Kernel: PortableKernel },
  { name: 'WasmKernel', Kernel: WasmKernel },
])('a shift that keeps formants, by $name', ({ Kernel }) => {
  it('gives vowels the harmonics that they have when made at the new pitch', async () => {
    const createPitchShifter = await shifterWith(Kernel);
    const found: number[] = [];
    for (const [vowel, f0, semitones] of [
      [0, 105, -5],
      [0, 190, 4],
      [1, 215, -2],
      [2, 170, 2],
      [3, 130, 5],
      [4, 160, -4],
    ] as const) {
      const shifted = f0 * 2 ** (semitones / 12);
      const shifter = createPitchShifter({
        channelCount: 1,
        sampleRate: RATE,
        semitones,
        formants: 'keep',
        engine: 'voice',
      });
      const source = speakVowel(LENGTH, RATE, vowel, () => f0);
      const parts = [...shifter.process([source]), ...shifter.flush()];
      const out = Float32Array.from(parts.flatMap((part) => [...part]));
      const wanted = speakVowel(LENGTH, RATE, vowel, () => shifted);
      found.push(differenceDb(harmonicLevels(out, shifted), harmonicLevels(wanted, shifted)));
    }
    expect(found.reduce((sum, db) => sum + db, 0) / found.length).toBeLessThan(1.5);
    expect(Math.max(...found)).toBeLessThan(5);
  });
});
