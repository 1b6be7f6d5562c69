import { describe, expect, it } from 'vitest';
import { createRandom } from '../random.js';
import { createTimeMap, evenMap, outputAt, type TimeMap } from '../time-map.js';
import type { Random } from '../types.js';
import { createTimeStretcher } from './time-stretcher.js';
import type { StretchEngine, TimeStretcher } from './types.js';

const CASES = 10_000;
const RATES = [8000, 8000, 11_025, 16_000, 22_050, 44_100];

/** Steps, tones, noise, pauses, full-scale squares: anything goes. */
function anySound(random: Random, length: number): Float32Array {
  const samples = new Float32Array(length);
  for (let at = 0; at < length; ) {
    const end = at + 1 + Math.floor(random() * 1500);
    const [kind, level, pace] = [Math.floor(5 * random()), random() ** 2, 0.3 * random()];
    for (; at < Math.min(end, length); at++) {
      if (kind === 1) samples[at] = level * Math.sin(at * pace);
      else if (kind === 2) samples[at] = level * (2 * random() - 1);
      else if (kind === 3) samples[at] = Math.sin(at * pace) > 0 ? 1 : -1;
      else if (kind === 4) samples[at] = level;
    }
  }
  return samples;
}

function anyMap(random: Random, length: number): TimeMap {
  if (random() < 0.5) return evenMap(0.25 * 16 ** random());
  const anchors: [number, number][] = [];
  let [input, output] = [-100 + 200 * random(), -100 + 200 * random()];
  do {
    anchors.push([input, output]);
    const step = 1 + random() * length;
    input += step;
    output += step * 0.25 * 16 ** random();
  } while (input < length && anchors.length < 30);
  return createTimeMap(anchors);
}

/** Feeds a stretcher in pieces of lengths that `next` gives. */
function feed(
  stretcher: TimeStretcher,
  channels: readonly Float32Array[],
  next: () => number,
): Float32Array[] {
  const parts: Float32Array[][] = [];
  for (let n = 0; n < channels[0]!.length; ) {
    const end = n + next();
    parts.push(
      stretcher.process(channels.map((samples) => samples.subarray(n, end))).map((made) => made.slice()),
    );
    n = end;
  }
  parts.push(stretcher.flush());
  return channels.map((_, c) => {
    const whole = new Float32Array(parts.reduce((length, part) => length + part[c]!.length, 0));
    let at = 0;
    for (const part of parts) {
      whole.set(part[c]!, at);
      at += part[c]!.length;
    }
    return whole;
  });
}

describe('createTimeStretcher()', () => {
  it(`is exact, finite and blind to chunks in ${CASES} random cases`, { timeout: 300_000 }, () => {
    const random = createRandom(20_260);
    const failed: string[] = [];
    for (let trial = 0; trial < CASES; trial++) {
      const sampleRate = RATES[Math.floor(RATES.length * random())]!;
      const length = Math.floor(0.3 * sampleRate * random() ** 2);
      const channelCount = random() < 0.8 ? 1 : 1 + Math.floor(8 * random());
      const engine: StretchEngine = random() < 0.5 ? 'voice' : 'music';
      const map = anyMap(random, length);
      const channels = Array.from({ length: channelCount }, () => anySound(random, length));
      const options = { channelCount, sampleRate, map, engine };
      const whole = feed(createTimeStretcher(options), channels, () => length + 1);
      const cut = feed(createTimeStretcher(options), channels, () => 1 + Math.floor(random() ** 3 * 3000));
      const wanted = Math.max(0, Math.round(outputAt(map, length)));
      const isRight = whole.every(
        (samples, c) =>
          samples.length === wanted &&
          cut[c]!.length === wanted &&
          samples.every((x, n) => Math.abs(x) < 40 && Object.is(x, cut[c]![n])),
      );
      if (!isRight)
        failed.push(`${trial}: ${engine}, ${length} samples at ${sampleRate} Hz, ${channelCount} channels`);
    }
    expect(failed).toEqual([]);
  });
});
