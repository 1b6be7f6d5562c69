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

function samplesOf(spool: Spool): Float32Array[] {
  const channels = Array.from({ length: spool.channelCount }, () => new Float32Array(spool.length()));
  spool.source().read(channels);
  return channels;
}

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

async function master(channels: Float32Array[], wish: Partial<MasterOptions> = {}): Promise<Master> {
  const mix = spoolOf(channels);
  return masterMix(mix, {
    sampleRate: RATE,
    targetLufs: -14,
    ceilingDbtp: -1,
    mixLufs: measureLoudness({ sampleRate: RATE, channels }).integratedLufs,
    spoolFile: join(folder, `master-${number++}`),
    onBlock: async () => {},
    ...wish,
  });
}

describe('masterMix()', () => {
  for (const [levelDb, targetLufs] of [
    [-30, -14],
    [0, -14],
    [-10, -20],
  ] as const) {
    it(`brings a mix at ${levelDb} dB to ${targetLufs} LUFS under the ceiling`, async () => {
      const { spool, integratedLufs, truePeakDbtp, clippedSamples } = await master(song(levelDb), {
        targetLufs,
      });
      const channels = samplesOf(spool);
      const { integratedLufs: heard } = measureLoudness({ sampleRate: RATE, channels });
      expect(Math.abs(heard - targetLufs)).toBeLessThanOrEqual(0.2);
      expect(heard).toBeCloseTo(integratedLufs, 6);
      expect(measureTruePeak({ sampleRate: RATE, channels })).toBeLessThanOrEqual(-1 + 0.05);
      expect(truePeakDbtp).toBeCloseTo(measureTruePeak({ sampleRate: RATE, channels }), 6);
      expect(clippedSamples).toBe(0);
      expect(spool.length()).toBe(3 * RATE);
    });
  }
  it('leaves silence silent', async () => {
    const { spool, gainDb } = await master([new Float32Array(RATE), new Float32Array(RATE)]);
    expect(gainDb).toBe(0);
    for (const channel of samplesOf(spool)) expect(Math.max(...channel.subarray(0, 1000))).toBe(0);
  });
  it('changes nothing but the gain where nothing reaches the ceiling', async () => {
    const tone = Float32Array.from(
      { length: 2 * RATE },
      (_, n) => 0.05 * Math.sin((2 * Math.PI * 400 * n) / RATE),
    );
    const { spool, gainDb } = await master([tone, tone], { targetLufs: -30 });
    const [out] = samplesOf(spool);
    const gain = 10 ** (gainDb / 20);
    for (const n of [100, 20_000, 2 * RATE - 100]) expect(out![n]).toBeCloseTo(gain * tone[n]!, 5);
  });
  it('tells how far it is and stops where it is told to', async () => {
    const fractions: number[] = [];
    const onBlock = async (fraction: number): Promise<void> => {
      fractions.push(fraction);
      if (fractions.length === 3) throw new Error('stopped');
    };
    await expect(master(song(0), { onBlock })).rejects.toThrow('stopped');
    expect(fractions).toEqual([...fractions].sort((a, b) => a - b));
  });
});

describe('CODEC_HEADROOM_DB', () => {
  it('keeps room for codecs that lose something, and none for those that do not', () => {
    const { wav, flac, mp3, opus, m4a } = CODEC_HEADROOM_DB;
    expect([wav, flac]).toEqual([0, 0]);
    for (const db of [mp3, opus, m4a]) expect(db > 0 && db <= 1).toBe(true);
  });
});
