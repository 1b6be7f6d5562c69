import { describe, expect, it } from 'vitest';
import {
  absoluteQuantile,
  add,
  compareBeats,
  type DrumLoopOptions,
  drumLoop,
  kick,
  PATTERNS,
} from './drum-loop.contract.js';
import { createRandom } from './random.js';
import { loadRecording, reasonToSkip } from './reference-meter.contract.js';
import { type BeatTrack, LEAST_BEAT_CONFIDENCE, trackBeats } from './track-beats.js';

const barsOf = ({ beats, downbeats }: BeatTrack): number[] => [...downbeats].map((n) => beats[n]!);
const sine = (hz: number, sampleRate: number, seconds: number): Float32Array =>
  Float32Array.from(
    { length: seconds * sampleRate },
    (_, n) => 0.5 * Math.sin((2 * Math.PI * hz * n) / sampleRate),
  );

/** The truth at the tempo that was found, if that is the true one, its half or its double. */
function atFoundTempo(beats: readonly number[], trueBpm: number, foundBpm: number): number[][] {
  const octave = Math.round(Math.log2(foundBpm / trueBpm));
  if (octave === 0) return [[...beats]];
  if (octave === 1)
    return [beats.flatMap((beat, n) => (n === 0 ? [beat] : [(beat + beats[n - 1]!) / 2, beat]))];
  return [0, 1].map((first) => beats.filter((_, n) => n % 2 === first));
}
const bestF = (truths: readonly number[][], found: ArrayLike<number>): number =>
  Math.max(...truths.map((truth) => compareBeats(truth, found).f));

describe('trackBeats() on drum loops', () => {
  const loops: [pattern: keyof typeof PATTERNS, options: DrumLoopOptions][] = [
    ['boomBap', { tempoBpm: 70 }],
    ['boomBap', { tempoBpm: 87.3, swing: 0.6, leadSeconds: 0.71 }],
    ['boomBap', { tempoBpm: 96, swing: 0.56, jitterSeconds: 0.005, sampleRate: 44_100 }],
    ['west', { tempoBpm: 95, sampleRate: 16_000 }],
    ['old', { tempoBpm: 104, swing: 0.54 }],
    ['rock', { tempoBpm: 118, leadSeconds: 1.3 }],
    ['house', { tempoBpm: 126 }],
    ['funk', { tempoBpm: 94 }],
    ['trap', { tempoBpm: 140 }],
    ['trap', { tempoBpm: 152, leadSeconds: 0.2 }],
    ['drill', { tempoBpm: 143, bars: 12 }],
    ['rock', { tempoBpm: 170, sampleRate: 48_000 }],
  ];
  for (const [pattern, options] of loops) {
    it(`finds beats and bars of ${pattern}, ${JSON.stringify(options)}`, () => {
      const loop = drumLoop(PATTERNS[pattern], options);
      const track = trackBeats(loop.samples, loop.sampleRate);
      const octave = Math.log2(track.tempoBpm / options.tempoBpm);
      expect(Math.abs(octave - Math.round(octave))).toBeLessThan(0.003);
      expect(bestF(atFoundTempo(loop.beats, options.tempoBpm, track.tempoBpm), track.beats)).toBeGreaterThan(
        0.97,
      );
      expect(
        bestF(atFoundTempo(loop.downbeats, options.tempoBpm, track.tempoBpm), barsOf(track)),
      ).toBeGreaterThan(0.94);
      expect(track.confidence).toBeGreaterThan(0.9);
      expect(track.isSteady).toBe(true);
    });
  }
  it('follows a live tempo that drifts by 3 %', () => {
    const drift = (bar: number): number => 1 + 0.03 * Math.sin((2 * Math.PI * bar) / 20);
    const loop = drumLoop(PATTERNS.boomBap, { tempoBpm: 98, bars: 30, drift, jitterSeconds: 0.008 });
    const track = trackBeats(loop.samples, loop.sampleRate);
    expect(track.isSteady).toBe(false);
    const { f, errors } = compareBeats(loop.beats, track.beats);
    expect(f).toBeGreaterThan(0.98);
    expect(absoluteQuantile(errors, 0.95)).toBeLessThan(0.008);
    expect(compareBeats(loop.downbeats, barsOf(track)).f).toBeGreaterThan(0.95);
    expect(track.confidence).toBeGreaterThan(0.9);
  });
});

describe('trackBeats() in time', () => {
  const click = (t: number): number =>
    t < 0.005 ? 0.8 * Math.cos(2 * Math.PI * 1500 * t) * Math.exp(-t / 0.001) : 0;
  for (const sampleRate of [8000, 22_050, 44_100, 96_000]) {
    for (const [name, sound] of Object.entries({ click, kick: kick() })) {
      it(`puts beats where a ${name} starts, at ${sampleRate} Hz`, () => {
        const samples = new Float32Array(12 * sampleRate);
        const truth = Array.from({ length: 22 }, (_, n) => 0.3137 + n * (60 / 113.3));
        for (const time of truth) add(samples, sampleRate, time, sound);
        const { beats, tempoBpm } = trackBeats(samples, sampleRate);
        const { f, errors } = compareBeats(truth, beats, 0.02);
        expect(f).toBe(1);
        expect(tempoBpm).toBeCloseTo(113.3, 1);
        expect(absoluteQuantile(errors, 0.5)).toBeLessThan(0.001);
        expect(absoluteQuantile(errors, 0.95)).toBeLessThan(0.002);
      });
    }
  }
});

describe('trackBeats() told better', () => {
  const { samples, sampleRate, beats, downbeats } = drumLoop(PATTERNS.boomBap, { tempoBpm: 92, bars: 8 });
  it('halves and doubles what it would find', () => {
    const half = trackBeats(samples, sampleRate, { half: true });
    expect(half.tempoBpm).toBeCloseTo(46, 1);
    expect(
      compareBeats(
        beats.filter((_, n) => n % 2 === 0),
        half.beats,
      ).f,
    ).toBe(1);
    expect(
      compareBeats(
        downbeats.filter((_, n) => n % 2 === 0),
        barsOf(half),
      ).f,
    ).toBe(1);
    const double = trackBeats(samples, sampleRate, { double: true });
    expect(double.tempoBpm).toBeCloseTo(184, 1);
    expect(
      compareBeats(
        beats.filter((_, n) => n % 2 === 0),
        barsOf(double),
      ).f,
    ).toBe(1);
  });
  it('takes a tempo as given, in any octave, and measures it', () => {
    expect(trackBeats(samples, sampleRate, { tempoBpm: 91 }).tempoBpm).toBeCloseTo(92, 1);
    expect(trackBeats(samples, sampleRate, { tempoBpm: 46 }).tempoBpm).toBeCloseTo(46, 1);
  });
  it('trusts no tempo that is not that of the piece', () => {
    expect(trackBeats(samples, sampleRate, { tempoBpm: 77 }).confidence).toBeLessThan(LEAST_BEAT_CONFIDENCE);
  });
  it('names other tempi, exact where they are multiples', () => {
    const { alternatives } = trackBeats(samples, sampleRate);
    expect(alternatives.map(({ tempoBpm }) => Math.round(10 * tempoBpm) / 10)).toContain(184);
    for (const { score } of alternatives) expect(score).toBeLessThanOrEqual(1);
  });
  it('refuses contradictions', () => {
    expect(() => trackBeats(samples, sampleRate, { half: true, double: true })).toThrow(RangeError);
    expect(() => trackBeats(samples, sampleRate, { tempoBpm: 5 })).toThrow(RangeError);
    expect(() => trackBeats(samples, 0)).toThrow(RangeError);
  });
});

describe('trackBeats() without a beat', () => {
  const rate = 16_000;
  const random = createRandom(8);
  const drumsAtRandom = new Float32Array(14 * rate);
  for (let t = 0.1; t < 13.5; t += 0.06 - Math.log(1 - random()) / 4) add(drumsAtRandom, rate, t, kick());
  const pads = Float32Array.from({ length: 20 * rate }, (_, n) => {
    const t = n / rate;
    return [220, 277.2, 329.6].reduce(
      (sum, hz, k) =>
        sum +
        0.15 * Math.sin(2 * Math.PI * hz * t) * (1 + 0.6 * Math.sin(2 * Math.PI * (0.11 + 0.07 * k) * t)),
      0,
    );
  });
  const pieces = {
    silence: new Float32Array(10 * rate),
    'what is not a number': new Float32Array(5 * rate).fill(Number.NaN),
    'a sine': sine(440, rate, 10),
    'white noise': Float32Array.from({ length: 10 * rate }, () => random() - 0.5),
    pads,
    'drums at random times': drumsAtRandom,
    'half a second': drumLoop(PATTERNS.rock, { tempoBpm: 120 }).samples.slice(0, 11_025),
  };
  for (const [name, samples] of Object.entries(pieces)) {
    it(`is not confident of ${name}`, () => {
      const { confidence, beats } = trackBeats(samples, rate);
      expect(confidence).toBeLessThan(0.2);
      expect([...beats].every((beat, n) => beat >= 0 && beat > (beats[n - 1] ?? -1))).toBe(true);
    });
  }
  for (const name of ['jfk.flac', 'lv_0870.flac', 'lv_0890.flac', 'lv_0920.flac', 'goforward.wav']) {
    it(`is not confident of speech, ${name}`, ({ skip }) => {
      const reason = reasonToSkip(`speech/${name}`);
      skip(reason !== '', reason);
      const [samples] = loadRecording(`speech/${name}`, 1, rate).channels;
      expect(trackBeats(samples!, rate).confidence).toBeLessThan(0.2);
    });
  }
});
