import { describe, expect, it } from 'vitest';
import { evenly, linesOf, phraseAt, plannedLine } from '../../../test/spoken-phrases.js';
import { panGains } from '../../dsp/mix.js';
import type { Kernels } from '../kernels.js';
import type { Workers } from '../ports/workers.js';
import type { PlannedLine } from './plan.js';
import { type LineJob, lineStart } from './render-line.js';
import { createVoiceTrack, type VoiceTrack } from './voice-track.js';

const RATE = 1000;
const LENGTH = 400;

/** Lines of two syllables whose rendering is 400 ones from one bar to the next: 2.67 s apart. */
const lines: PlannedLine[] = linesOf([0, 1, 2, 3, 4, 5].map((i) => phraseAt(evenly(2, 0.2, 0.5 + i)))).map(
  (line, id) => ({ ...plannedLine(line, [16 * (id + 1), 16 * (id + 1) + 2]), id }),
);

const startOf = (id: number): number => Math.round(lineStart(lines[id]!) * RATE);

/** Workers that sing ones, and remember what they were asked for. */
function onesWorkers(
  fail: (id: number) => boolean = () => false,
): Workers<Kernels> & { readonly asked: number[] } {
  const asked: number[] = [];
  const run = async (_name: string, { line }: LineJob) => {
    asked.push(line.id);
    await Promise.resolve();
    if (fail(line.id)) throw new Error(`line ${line.id} cannot be sung`);
    return new Float32Array(LENGTH).fill(1);
  };
  return { asked, concurrency: 2, run: run as unknown as Workers<Kernels>['run'], close: async () => {} };
}

function trackOf(sung: readonly PlannedLine[], workers: Workers<Kernels> = onesWorkers()): VoiceTrack {
  const voice = new Float32Array(8 * RATE);
  const { signal } = new AbortController();
  return createVoiceTrack({ lines: sung, voice, sampleRate: RATE, tune: null, accent: 0, workers, signal });
}

async function readAll(track: VoiceTrack, block: number, channels = 1): Promise<Float32Array[]> {
  const total = 20 * RATE;
  const out = Array.from({ length: channels }, () => new Float32Array(total));
  for (let start = 0; start < total; start += block) {
    const part = out.map((channel) => channel.subarray(start, Math.min(total, start + block)));
    await track.prepare(start + part[0]!.length);
    track.read(start, part);
  }
  return out;
}

/** Whether every sample is the same; quicker than a comparison that could show the difference. */
const isSame = (a: Float32Array, b: Float32Array): boolean =>
  a.length === b.length && a.every((x, n) => x === b[n]);

describe('createVoiceTrack()', () => {
  it('plays every line at its place, once, whatever the blocks and the order of lines', async () => {
    const wanted = new Float32Array(20 * RATE);
    for (const { id } of lines) wanted.fill(1, startOf(id), startOf(id) + LENGTH);
    for (const block of [20 * RATE, 777, 64]) {
      const [out] = await readAll(trackOf([...lines].reverse()), block);
      expect(isSame(out!, wanted)).toBe(true);
    }
  });
  it('applies level and pan', async () => {
    const [left, right] = await readAll(trackOf([{ ...lines[0]!, gainDb: -6.0206, pan: 0.5 }]), 4096, 2);
    const { left: l, right: r } = panGains(0.5);
    expect(left![startOf(0) + 5]).toBeCloseTo(l / 2, 4);
    expect(right![startOf(0) + 5]).toBeCloseTo(r / 2, 4);
  });
  it('lets lines that overlap sound together', async () => {
    const [out] = await readAll(trackOf([lines[0]!, { ...lines[0]! }]), 4096);
    expect(out![startOf(0) + 5]).toBe(2);
  });
  it('overwrites what stood in the block', async () => {
    const track = trackOf([]);
    const out = [new Float32Array(8).fill(9)];
    await track.prepare(8);
    track.read(0, out);
    expect([...out[0]!]).toEqual(new Array<number>(8).fill(0));
  });
  it('sings a little ahead, in order, and nothing twice', async () => {
    const workers = onesWorkers();
    const track = trackOf([...lines].reverse(), workers);
    await track.prepare(100);
    expect(workers.asked).toEqual([0, 1, 2]); // those that begin within eight seconds
    await track.prepare(200);
    expect(workers.asked).toEqual([0, 1, 2]);
    await track.prepare(20 * RATE);
    expect(workers.asked).toEqual([0, 1, 2, 3, 4, 5]);
  });
  it('sings lines once that are alike but for place, level and side', async () => {
    const workers = onesWorkers();
    const [first] = lines as [PlannedLine];
    const syllables = first.syllables.map((syllable) => ({ ...syllable, target: syllable.target + 7.3 }));
    const again = { ...first, id: 7, role: 'double' as const, gainDb: -6.0206, pan: 0.5, syllables };
    const [out] = await readAll(trackOf([first, again], workers), 777);
    expect(workers.asked).toEqual([0]);
    expect(out![startOf(0) + 5]).toBe(1);
    expect(out![startOf(0) + 7300 + 5]).toBeCloseTo(0.5, 4);
    const [higher, wider] = [
      { ...again, pitchSemitones: 3 },
      { ...again, syllables: syllables.slice(1) },
    ];
    await readAll(trackOf([first, higher, wider], workers), 777);
    expect(workers.asked).toHaveLength(4);
  });
  it('fails when a line that failed is needed, not before', async () => {
    const track = trackOf(
      lines,
      onesWorkers((id) => id >= 1),
    );
    await track.prepare(startOf(0) + 1);
    await new Promise((resolve) => setTimeout(resolve, 5)); // a rejection nobody hears would fail the test here
    await expect(track.prepare(startOf(1) + 1)).rejects.toThrow('line 1 cannot be sung');
  });
});
