import { createContext, runInContext } from 'node:vm';
import { build } from 'esbuild';
import { describe, expect, it } from 'vitest';

/** What rapgo/dsp may count on in a browser besides the language itself. */
const BROWSER = { atob, WebAssembly: (globalThis as { WebAssembly?: unknown }).WebAssembly };

/** A program bundled for browsers, run where nothing of Node is. */
async function runBundled(program: string): Promise<unknown> {
  const { outputFiles } = await build({
    stdin: { contents: program, resolveDir: process.cwd(), loader: 'ts' },
    alias: { 'rapgo/dsp': './dist/dsp/index.js' },
    bundle: true,
    platform: 'browser',
    format: 'iife',
    globalName: 'result',
    write: false,
  });
  return runInContext(`${outputFiles[0]!.text}; result.default`, createContext({ ...BROWSER }));
}

describe('rapgo/dsp in a browser', () => {
  it('bundles without anything of Node, and stretches', async () => {
    const program = `
      import { pitchShift, stft, timeStretch } from 'rapgo/dsp';
      const samples = Float32Array.from({ length: 8000 }, (_, n) => Math.sin(n / 10));
      const { channels } = timeStretch({ sampleRate: 8000, channels: [samples] }, { ratio: 1.25 });
      const { channels: lower } = pitchShift({ sampleRate: 8000, channels }, { semitones: -2 });
      export default [channels[0].length, lower[0].length, Math.max(...channels[0]), stft(samples).frames];
    `;
    const [longer, shifted, peak, frames] = (await runBundled(program)) as number[];
    expect([longer, shifted, frames]).toEqual([10_000, 10_000, 16]);
    expect(peak).toBeGreaterThan(0.9);
  });
  it('does without WebAssembly', async () => {
    const program = `
      WebAssembly = undefined;
      const { timeStretch } = require('rapgo/dsp');
      const samples = Float32Array.from({ length: 4000 }, (_, n) => Math.sin(n / 10));
      export default timeStretch({ sampleRate: 8000, channels: [samples] }, { ratio: 0.5 }).channels[0].length;
    `;
    expect(await runBundled(program)).toBe(2000);
  });
});
