import { describe, expect, it } from 'vitest';
import { speakVowel } from '../../../test/synthetic-voice.js';
import { createRandom } from '../random.js';
import { createTimeMap, evenMap, outputAt, type TimeMap } from '../time-map.js';
import { createTimeStretcher } from './time-stretcher.js';
import type { StretchEngine, TimeStretcherOptions } from './types.js';

const RATE = 44_100;

type Options = Partial<TimeStretcherOptions> & Pick<TimeStretcherOptions, 'map' | 'engine'>;

/** Stretches in pieces of the given lengths, over and over. */
function stretch(
  channels: readonly Float32Array[],
  options: Options,
  lengths: readonly number[] = [100_000],
): Float32Array[] {
  const stretcher = createTimeStretcher({ channelCount: channels.length, sampleRate: RATE, ...options });
  const parts: Float32Array[][] = [];
  for (let n = 0, i = 0; n < channels[0]!.length; n += lengths[i++ % lengths.length]!) {
    const given = stretcher.process(channels.map((c) => c.subarray(n, n + lengths[i % lengths.length]!)));
    parts.push(given.map((samples) => samples.slice()));
  }
  parts.push(stretcher.flush());
  return channels.map((_, c) => Float32Array.from(parts.flatMap((part) => [...part[c]!])));
}

const stretchMono = (samples: Float32Array, map: TimeMap, engine: StretchEngine): Float32Array =>
  stretch([samples], { map, engine })[0]!;

const noise = (length: number, seed: number): Float32Array => {
  const random = createRandom(seed);
  return Float32Array.from({ length }, () => random() - 0.5);
};
const tone = (length: number, hz: number, rate = RATE): Float32Array =>
  Float32Array.from({ length }, (_, n) => 0.5 * Math.sin((2 * Math.PI * hz * n) / rate));
const rms = (samples: Float32Array): number =>
  Math.sqrt(samples.reduce((sum, x) => sum + x * x, 0) / samples.length);

/** A tone, bursts and pauses: what makes every part of the stretcher work. */
function variedSound(length: number, seed: number): Float32Array {
  const random = createRandom(seed);
  const samples = tone(length, 200 + 400 * random());
  for (let at = 0; at < length; at += 2000 + Math.floor(9000 * random())) {
    const isPause = random() < 0.3;
    for (let n = at; n < Math.min(length, at + 3000); n++) {
      samples[n] = isPause ? 0 : samples[n]! * 0.3 + (random() - 0.5) * Math.exp((at - n) / 200);
    }
  }
  return samples;
}

/** Frequency by the phase between two halves of a long stretch of a tone, Hz. */
function frequencyOf(samples: Float32Array, near: number): number {
  const phaseAt = (from: number): number => {
    let [re, im] = [0, 0];
    for (let n = 0; n < 8192; n++) {
      const weight = 1 - Math.cos((2 * Math.PI * n) / 8192);
      const angle = (2 * Math.PI * near * (from + n)) / RATE;
      re += weight * samples[from + n]! * Math.cos(angle);
      im -= weight * samples[from + n]! * Math.sin(angle);
    }
    return Math.atan2(im, re);
  };
  const apart = 16_384;
  const turn = phaseAt(10_000 + apart) - phaseAt(10_000);
  return near + ((turn - 2 * Math.PI * Math.round(turn / (2 * Math.PI))) * RATE) / (2 * Math.PI * apart);
}

/** Mean of peak over RMS in blocks of 50 ms, dB. */
function crestDb(samples: Float32Array): number {
  const block = Math.round(0.05 * RATE);
  let [sum, count] = [0, 0];
  for (let start = 2 * block; start + block < samples.length - 2 * block; start += block, count++) {
    const part = samples.subarray(start, start + block);
    sum += 20 * Math.log10(Math.max(...part.map(Math.abs)) / rms(part));
  }
  return sum / count;
}

describe('createTimeStretcher()', () => {
  it('gives exactly the length that the map says, whatever the ratio, the length and the rate', () => {
    const random = createRandom(1);
    for (let trial = 0; trial < 60; trial++) {
      const ratio = 0.25 * 16 ** random();
      const length = Math.floor(9000 * random() ** 2);
      const sampleRate = [8000, 16_000, 44_100, 48_000, 192_000][trial % 5]!;
      const engine = trial % 2 === 0 ? 'voice' : 'music';
      const [out] = stretch([noise(length, trial)], { map: evenMap(ratio), engine, sampleRate });
      expect(out, `${ratio} of ${length}`).toHaveLength(Math.round(length * ratio));
      expect(out!.every(Number.isFinite)).toBe(true);
    }
  });
  it('gives the same bits however the sound is cut', () => {
    const random = createRandom(2);
    const maps = [
      evenMap(0.4),
      evenMap(1.9),
      createTimeMap([
        [0, 0],
        [9000, 12_000],
        [20_000, 18_000],
        [60_000, 70_000],
      ]),
    ];
    for (const [i, map] of maps.entries()) {
      for (const engine of ['voice', 'music'] as const) {
        const channels = [variedSound(50_000, i + 1), variedSound(50_000, i + 10)];
        const whole = stretch(channels, { map, engine });
        const cut = stretch(channels, { map, engine }, [1 + Math.floor(3000 * random()), 37, 9000]);
        expect(cut[0]!.every((x, n) => Object.is(x, whole[0]![n]))).toBe(true);
        expect(cut[1]!.every((x, n) => Object.is(x, whole[1]![n]))).toBe(true);
        expect(cut[0]).toHaveLength(Math.round(outputAt(map, 50_000)));
      }
    }
  });
  it('copies the bits where the map is the identity', () => {
    const samples = noise(12_345, 3);
    for (const engine of ['voice', 'music'] as const) {
      const [out] = stretch([samples], { map: evenMap(1), engine }, [1000]);
      expect(out!.every((x, n) => Object.is(x, samples[n]))).toBe(true);
    }
  });
  it('keeps silence silent', () => {
    for (const engine of ['voice', 'music'] as const) {
      expect(stretchMono(new Float32Array(30_000), evenMap(1.3), engine).every((x) => x === 0)).toBe(true);
    }
  });
  for (const engine of ['voice', 'music'] as const) {
    for (const ratio of [0.5, 0.75, 1.3, 1.9, 4]) {
      it(`${engine}: keeps the pitch and the level of a tone at ratio ${ratio}`, () => {
        const out = stretchMono(tone(200_000, 440), evenMap(ratio), engine);
        const middle = out.subarray(9000, out.length - 9000);
        const cents = 1200 * Math.log2(frequencyOf(middle, 440) / 440);
        expect(Math.abs(cents)).toBeLessThan(0.2);
        expect(20 * Math.log10(rms(middle) * 2 * Math.SQRT1_2 * 2 * Math.SQRT1_2)).toBeCloseTo(-3.01, 1);
      });
    }
  }
  for (const ratio of [0.75, 1.3, 1.9]) {
    it(`music: puts bursts where the map wants them, whole, at ratio ${ratio}`, () => {
      const samples = new Float32Array(150_000);
      const starts = [20_000, 41_000, 60_500, 90_000, 118_000];
      const random = createRandom(9);
      for (const start of starts) {
        for (let n = 0; n < 900; n++) samples[start + n] = (random() - 0.5) * Math.exp(-n / 180);
      }
      const out = stretchMono(samples, evenMap(ratio), 'music');
      for (const start of starts) {
        const at = Math.round(start * ratio);
        const around = out.subarray(at - 2600, at + 2600);
        const total = rms(around) ** 2 * around.length;
        const before = out.subarray(at - 2600, at - 22);
        expect(10 * Math.log10((rms(before) ** 2 * before.length) / total)).toBeLessThan(-40);
        const attack = out.subarray(at - 22, at + 900);
        expect((rms(attack) ** 2 * attack.length) / total).toBeGreaterThan(0.985);
      }
    });
    it(`voice: keeps the shape of pulses at ratio ${ratio}`, () => {
      for (const f0 of [100, 190]) {
        const voice = speakVowel(60_000, RATE, 0, (n) => f0 * (1 + (0.3 * n) / 60_000));
        const out = stretchMono(voice, evenMap(ratio), 'voice');
        expect(Math.abs(crestDb(out) - crestDb(voice))).toBeLessThan(0.7);
      }
    });
  }
  it('leaves an offset where it is', () => {
    for (const engine of ['voice', 'music'] as const) {
      for (const ratio of [0.6, 1.9]) {
        const out = stretchMono(
          tone(60_000, 400).map((x) => 0.3 * x + 0.2),
          evenMap(ratio),
          engine,
        );
        const middle = out.subarray(9000, 9000 + 441 * 30); // whole periods of 400 Hz
        expect(middle.reduce((sum, x) => sum + x, 0) / middle.length).toBeCloseTo(0.2, 2);
      }
    }
  });
  it('music: keeps two bursts 40 ms apart from running into each other', () => {
    const samples = new Float32Array(100_000);
    const random = createRandom(12);
    for (const start of [40_000, 41_764]) {
      for (let n = 0; n < 900; n++) samples[start + n] = (random() - 0.5) * Math.exp(-n / 180);
    }
    const at = Math.round(41_764 * 1.3);
    const out = stretchMono(samples, evenMap(1.3), 'music');
    const before = rms(out.subarray(at - 660, at - 22)) ** 2 * 638;
    const burst = rms(out.subarray(at, at + 900)) ** 2 * 900;
    expect(10 * Math.log10(before / burst)).toBeLessThan(-25);
  });
  it('keeps a sound together whose channels are a quarter of a turn apart', () => {
    const sound = (quarter: number): Float32Array =>
      Float32Array.from({ length: 100_000 }, (_, n) => {
        let x = 0;
        for (let h = 1; h < 9; h++)
          x += Math.sin((2 * Math.PI * 150 * h * n) / RATE + quarter * (Math.PI / 2)) / h;
        return 0.2 * x;
      });
    const channels = [sound(0), sound(1)];
    const [left] = stretch(channels, { map: evenMap(1.3), engine: 'music' });
    const period = left!.subarray(20_000 + 294, 90_000).map((x, n) => x - left![20_000 + n]!); // of 150 Hz
    expect(rms(period) / rms(left!.subarray(20_000, 90_000))).toBeLessThan(0.01);
  });
  it('holds no more back than its latency', () => {
    for (const engine of ['voice', 'music'] as const) {
      for (const ratio of [0.3, 1, 1.0001, 2.5]) {
        const stretcher = createTimeStretcher({
          channelCount: 1,
          sampleRate: RATE,
          map: evenMap(ratio),
          engine,
        });
        const random = createRandom(8);
        let [given, taken] = [0, 0];
        for (let round = 0; round < 60; round++) {
          const samples = noise(4000, round).map((x) => x * (random() < 0.001 ? 1 : 0.01)); // attacks everywhere
          given += stretcher.process([samples])[0]!.length;
          taken += samples.length;
          expect(taken - given / ratio).toBeLessThanOrEqual(stretcher.latency);
        }
      }
    }
  });
  it('refuses what would spoil the rest of a stream', () => {
    const options = { channelCount: 1, sampleRate: RATE, map: evenMap(2), engine: 'voice' } as const;
    expect(() => createTimeStretcher(options).process([Float32Array.of(Number.NaN)])).toThrow(RangeError);
    expect(() => createTimeStretcher(options).process([noise(9, 1), noise(9, 2)])).toThrow(RangeError);
    expect(() => createTimeStretcher({ ...options, sampleRate: 500 })).toThrow(RangeError);
  });
  it('keeps the level and the phase between channels', () => {
    const [left, right] = [tone(100_000, 500), tone(100_000, 500).map((_, n) => 0.2 * Math.sin(n / 14 + 1))];
    const same = stretch([left, left], { map: evenMap(1.37), engine: 'music' });
    expect(same[0]!.every((x, n) => Object.is(x, same[1]![n]))).toBe(true);
    const opposite = stretch([right, right.map((x) => -x)], { map: evenMap(0.8), engine: 'music' });
    expect(rms(opposite[0]!.map((x, n) => x + opposite[1]![n]!))).toBeLessThan(1e-7);
    expect(rms(opposite[0]!.subarray(9000, 60_000))).toBeCloseTo(0.2 / Math.SQRT2, 3);
  });
});
