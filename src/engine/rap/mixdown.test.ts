import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { measureLoudness } from '../../dsp/loudness.js';
import { type MixdownOptions, mixDown } from './mixdown.js';
import type { StemFile } from './output-files.js';
import { createSpool } from './spool.js';

const folder = mkdtempSync(join(tmpdir(), 'rapgo-mixdown-'));
afterAll(() => rmSync(folder, { recursive: true }));

const RATE = 44_100;
const LENGTH = 40_077; // no whole number of blocks

const sine = (hz: number, n: number): number => 0.2 * Math.sin((2 * Math.PI * hz * n) / RATE);

/** Whether every sample is the same; quicker than a comparison that could show the difference. */
const isSame = (a: Float32Array, b: Float32Array): boolean =>
  a.length === b.length && a.every((x, n) => x === b[n]);

/** Mixes a voice and drums; every stem that is written is kept. */
async function mix(name: string, stop?: (fraction: number) => void) {
  const drySpool = createSpool(join(folder, `${name}-dry`), 1);
  const mixSpool = createSpool(join(folder, `${name}-mix`), 2);
  const written = new Map<StemFile, Float32Array[]>();
  const sinks = new Map(
    (['dry-voice', 'voice', 'premaster'] as const).map((file) => [
      file,
      {
        write: async (channels: readonly Float32Array[]) => {
          await Promise.resolve();
          const kept = written.get(file) ?? channels.map(() => new Float32Array(0));
          written.set(
            file,
            kept.map((channel, c) => Float32Array.of(...channel, ...channels[c]!)),
          );
        },
      },
    ]),
  );
  const fractions: number[] = [];
  const starts: number[] = [];
  const options: MixdownOptions = {
    lengthSamples: LENGTH,
    sampleRate: RATE,
    nextBlock: async (start, length) => {
      starts.push(start);
      const dry = Float32Array.from({ length }, (_, n) => sine(300, start + n));
      return {
        dry,
        players: [
          {
            name: 'voice',
            play: (_start, out) => {
              for (const channel of out) channel.set(dry);
            },
          },
          {
            name: 'drums',
            play: (at, out) => {
              out.forEach((channel, c) => {
                for (let n = 0; n < channel.length; n++) channel[n] = (c + 1) * sine(100, at + n);
              });
            },
          },
        ],
      };
    },
    drySpool,
    mixSpool,
    sinks,
    onBlock: async (fraction) => {
      fractions.push(fraction);
      stop?.(fraction);
    },
  };
  const lufs = await mixDown(options);
  const out = [new Float32Array(LENGTH), new Float32Array(LENGTH)];
  mixSpool.source().read(out);
  const dry = [new Float32Array(LENGTH)];
  drySpool.source().read(dry);
  return {
    lufs,
    out,
    dry: dry[0]!,
    written,
    fractions,
    starts,
    lengths: [drySpool.length(), mixSpool.length()],
  };
}

describe('mixDown()', () => {
  it('sums the stems, to the last sample', async () => {
    const { out, dry, lengths } = await mix('sum');
    expect(lengths).toEqual([LENGTH, LENGTH]);
    for (const n of [0, 5000, 16_383, 16_384, LENGTH - 1]) {
      expect(dry[n]).toBeCloseTo(sine(300, n), 6);
      expect(out[0]![n]).toBeCloseTo(sine(300, n) + sine(100, n), 6);
      expect(out[1]![n]).toBeCloseTo(sine(300, n) + 2 * sine(100, n), 6);
    }
  });
  it('writes the stems that are wanted, and they stay as they were written', async () => {
    const { out, dry, written } = await mix('stems');
    expect([...written.keys()].sort()).toEqual(['dry-voice', 'premaster', 'voice']);
    expect(isSame(written.get('dry-voice')![0]!, dry)).toBe(true);
    expect(isSame(written.get('voice')![1]!, dry)).toBe(true);
    written.get('premaster')!.forEach((channel, c) => {
      expect(isSame(channel, out[c]!)).toBe(true);
    });
  });
  it('says how loud the mix is', async () => {
    const { lufs, out } = await mix('loudness');
    expect(lufs).toBeCloseTo(measureLoudness({ sampleRate: RATE, channels: out }).integratedLufs, 6);
  });
  it('asks for blocks in order and tells how far it is', async () => {
    const { fractions, starts } = await mix('order');
    expect(starts).toEqual(starts.map((_, i) => 16_384 * i));
    expect([...fractions].sort((a, b) => a - b)).toEqual(fractions);
    expect(fractions.at(-1)).toBe(1);
  });
  it('stops where it is told to', async () => {
    const stop = (fraction: number): void => {
      if (fraction > 0.4) throw new Error('stopped');
    };
    await expect(mix('stop', stop)).rejects.toThrow('stopped');
  });
});
