import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { measureLoudness } from '../../dsp/loudness.js';
import { createRandom } from '../../dsp/random.js';
import { measureTruePeak } from '../../dsp/true-peak.js';
import { CODEC_HEADROOM_DB, type Master, type MasterOptions, masterMix } from './master.js';
import { createSpool, type Spool } from './spool.js';

const folder = mkdtempSync(join(tmpdir(), 'rapgo-master-'));
afterAll(() => rmSync(folder, { recursive: true }));

const RATE = 44_100;
let number = 0;

function spoolOf(channels: readonly Float32Array[]): Spool {
  const spool = createSpool(join(folder, `mix-${number++}`), channels.length);
  spool.write(channels);
  return spool;
}

/** A take that keeps what it gets, and says what became of it. */
function takeInMemory() {
  const blocks: Float32Array[][] = [];
  return {
    fate: 'open' as 'open' | 'discarded',
    async write(channels: readonly Float32Array[]): Promise<void> {
      blocks.push(channels.map((channel) => channel.slice()));
    },
    async discard(): Promise<void> {
      this.fate = 'discarded';
    },
    samples: (): Float32Array[] =>
      [0, 1].map((c) => Float32Array.from(blocks.flatMap((block) => Array.from(block[c]!)))),
  };
}
type Take = ReturnType<typeof takeInMemory>;

/** Three seconds of noise with a drum hit every half second: much that a limiter has to catch. */
function song(levelDb: number): Float32Array[] {
  const random = createRandom(4);
  const gain = 10 ** (levelDb / 20);
  const left = Float32Array.from({ length: 3 * RATE }, (_, n) => {
    const hit = Math.exp(-(n % (RATE / 2)) / 800);
    return gain * ((0.1 + 2 * hit) * (random() - 0.5));
  });
  return [left, left.map((x) => 0.8 * x)];
}

async function master(
  channels: Float32Array[],
  wish: Partial<MasterOptions<Take>> = {},
): Promise<Master<Take> & { takes: Take[] }> {
  const mix = spoolOf(channels);
  const takes: Take[] = [];
  const made = await masterMix(mix, {
    sampleRate: RATE,
    targetLufs: -14,
    ceilingDbtp: -1,
    mixLufs: measureLoudness({ sampleRate: RATE, channels }).integratedLufs,
    openTake: async () => {
      takes.push(takeInMemory());
      return takes.at(-1)!;
    },
    onBlock: async () => {},
    ...wish,
  });
  return { ...made, takes };
}

describe('masterMix()', () => {
  for (const [levelDb, targetLufs] of [
    [-30, -14],
    [0, -14],
    [-10, -20],
  ] as const) {
    it(`brings a mix at ${levelDb} dB to ${targetLufs} LUFS under the ceiling`, async () => {
      const { take, integratedLufs, truePeakDbtp, clippedSamples } = await master(song(levelDb), {
        targetLufs,
      });
      const channels = take.samples();
      const { integratedLufs: heard } = measureLoudness({ sampleRate: RATE, channels });
      expect(Math.abs(heard - targetLufs)).toBeLessThanOrEqual(0.2);
      expect(heard).toBeCloseTo(integratedLufs, 6);
      expect(measureTruePeak({ sampleRate: RATE, channels })).toBeLessThanOrEqual(-1 + 0.05);
      expect(truePeakDbtp).toBeCloseTo(measureTruePeak({ sampleRate: RATE, channels }), 6);
      expect(clippedSamples).toBe(0);
      expect(channels.map(({ length }) => length)).toEqual([3 * RATE, 3 * RATE]);
    });
  }
  it('leaves silence silent', async () => {
    const { take, gainDb } = await master([new Float32Array(RATE), new Float32Array(RATE)]);
    expect(gainDb).toBe(0);
    for (const channel of take.samples()) expect(Math.max(...channel.subarray(0, 1000))).toBe(0);
  });
  it('changes nothing but the gain where nothing reaches the ceiling', async () => {
    const tone = Float32Array.from(
      { length: 2 * RATE },
      (_, n) => 0.05 * Math.sin((2 * Math.PI * 400 * n) / RATE),
    );
    const { take, gainDb } = await master([tone, tone], { targetLufs: -30 });
    const [out] = take.samples();
    const gain = 10 ** (gainDb / 20);
    for (const n of [100, 20_000, 2 * RATE - 100]) expect(out![n]).toBeCloseTo(gain * tone[n]!, 5);
  });
  it('gives up takes that miss, and keeps the last', async () => {
    // what is sampled beforehand is soft, what comes between is all hits: the first guess is far off
    const loud = song(0)[0]!;
    const quietBegin = Float32Array.from({ length: 12 * RATE }, (_, n) =>
      n < 3 * RATE ? 0.02 * Math.sin(n / 20) : 3 * loud[n % loud.length]!,
    );
    const { take, takes, integratedLufs } = await master([quietBegin, quietBegin], { targetLufs: -9 });
    expect(takes.length).toBeGreaterThan(1);
    expect(takes.map(({ fate }) => fate)).toEqual([...takes.slice(1).map(() => 'discarded'), 'open']);
    expect(take).toBe(takes.at(-1));
    expect(Math.abs(integratedLufs + 9)).toBeLessThanOrEqual(0.1);
    expect(take.samples()[0]).toHaveLength(12 * RATE);
  });
  it('hits with its first take where the song is alike throughout', async () => {
    const [left, right] = song(0);
    const long = [left!, right!].map((side) =>
      Float32Array.from({ length: 8 * side.length }, (_, n) => side[n % side.length]!),
    );
    const { takes, integratedLufs } = await master(long);
    expect(takes).toHaveLength(1);
    expect(Math.abs(integratedLufs + 14)).toBeLessThanOrEqual(0.1);
  });
  it('tells how far it is, and stops and gives up its take where it is told to', async () => {
    const fractions: number[] = [];
    const take = takeInMemory();
    const onBlock = async (stage: string, fraction: number): Promise<void> => {
      if (stage !== 'write') return;
      fractions.push(fraction);
      if (fractions.length === 2) throw new Error('stopped');
    };
    await expect(master(song(0), { onBlock, openTake: async () => take })).rejects.toThrow('stopped');
    expect(fractions).toEqual([...fractions].sort((a, b) => a - b));
    expect(take.fate).toBe('discarded');
  });
});

describe('CODEC_HEADROOM_DB', () => {
  it('keeps room for codecs that lose something, and none for those that do not', () => {
    const { wav, flac, mp3, opus, m4a } = CODEC_HEADROOM_DB;
    expect([wav, flac]).toEqual([0, 0]);
    for (const db of [mp3, opus, m4a]) expect(db > 0 && db <= 1).toBe(true);
  });
});
