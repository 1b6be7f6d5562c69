import { describe, expect, it } from 'vitest';
import { restlessNoise } from './block-processor.contract.js';
import { gainAt } from './filter.js';
import { createLoudnessMeter, kWeighting, type Loudness, measureLoudness } from './loudness.js';
import { hasFfmpeg, loadRecording, readReference, reasonToSkip } from './reference-meter.contract.js';
import type { Pcm } from './types.js';
import { dbToGain } from './units.js';

const RATE = 48_000;
/** Level in dBFS, or −Infinity for silence, and seconds. */
type Step = readonly [levelDbfs: number, seconds: number];

/** A sine of 1 kHz in steps of level; at 48 kHz its period is 48 samples. */
function steppedSine(steps: readonly Step[]): Float32Array {
  const period = Array.from({ length: 48 }, (_, n) => Math.sin((2 * Math.PI * n) / 48));
  const samples = new Float32Array(steps.reduce((sum, [, seconds]) => sum + Math.round(seconds * RATE), 0));
  let start = 0;
  for (const [levelDbfs, seconds] of steps) {
    const gain = dbToGain(levelDbfs);
    const end = start + Math.round(seconds * RATE);
    for (; start < end; start++) samples[start] = gain * period[start % 48]!;
  }
  return samples;
}

function measureSteps(...steps: readonly Step[]): Loudness {
  const samples = steppedSine(steps);
  return measureLoudness({ sampleRate: RATE, channels: [samples, samples] });
}

const repeat = (times: number, ...steps: readonly Step[]): Step[] =>
  Array.from({ length: times }, () => steps).flat();

/** Passes within 0.1 LU, the tolerance of EBU Tech 3341. */
const expectLevel = (measured: number, expected: number): void =>
  expect(Math.abs(measured - expected), `${measured} instead of ${expected}`).toBeLessThanOrEqual(0.1);

describe('the meter on the signals of EBU Tech 3341', () => {
  it('reads a steady tone (cases 1 and 2)', () => {
    for (const level of [-23, -33]) {
      const { integratedLufs, momentaryMaxLufs, shortTermMaxLufs } = measureSteps([level, 20]);
      for (const reading of [integratedLufs, momentaryMaxLufs, shortTermMaxLufs]) expectLevel(reading, level);
    }
  });
  it.each<[string, Step[]]>([
    [
      '3, relative gate',
      [
        [-36, 10],
        [-23, 60],
        [-36, 10],
      ],
    ],
    [
      '4, absolute gate',
      [
        [-72, 10],
        [-36, 10],
        [-23, 60],
        [-36, 10],
        [-72, 10],
      ],
    ],
    [
      '5, all kept',
      [
        [-26, 20],
        [-20, 20.1],
        [-26, 20],
      ],
    ],
  ])('integrates to -23 LUFS (case %s)', (_, steps) =>
    expectLevel(measureSteps(...steps).integratedLufs, -23),
  );
  it('weights surround channels (case 6)', () => {
    const levels = [-28, -28, -24, -30, -30];
    const channels = levels.map((level) => steppedSine([[level, 20]]));
    const meter = createLoudnessMeter({ sampleRate: RATE, channelCount: 5, weights: [1, 1, 1, 1.41, 1.41] });
    meter.process(channels);
    expectLevel(meter.result().integratedLufs, -23);
  });
  it('averages three seconds (case 9) and four tenths (case 12)', () => {
    expectLevel(measureSteps(...repeat(5, [-20, 1.34], [-30, 1.66])).shortTermMaxLufs, -23);
    expectLevel(measureSteps(...repeat(25, [-20, 0.18], [-30, 0.22])).momentaryMaxLufs, -23);
  });
  it.each([0, 1, 7, 13, 19])('finds a burst wherever it begins (cases 10 and 13, part %i)', (part) => {
    expectLevel(measureSteps([-Infinity, 0.15 * part], [-23, 3], [-Infinity, 1]).shortTermMaxLufs, -23);
    expectLevel(measureSteps([-Infinity, 0.02 * part], [-23, 0.4], [-Infinity, 1]).momentaryMaxLufs, -23);
  });
});

describe('the loudness range', () => {
  it.each<[number, Step[]]>([
    [
      10,
      [
        [-20, 20],
        [-30, 20],
      ],
    ],
    [
      5,
      [
        [-20, 20],
        [-15, 20],
      ],
    ],
    [
      20,
      [
        [-40, 20],
        [-20, 20],
      ],
    ],
    [
      15,
      [
        [-50, 20],
        [-35, 20],
        [-20, 20],
        [-35, 20],
        [-50, 20],
      ],
    ],
  ])('is %i LU on its signal of EBU Tech 3342', (range, steps) => {
    expect(Math.abs(measureSteps(...steps).rangeLu - range)).toBeLessThanOrEqual(1);
  });
});

describe('kWeighting()', () => {
  it('gives the coefficients of BS.1770-4 at 48 kHz', () => {
    const [shelf, highPass] = kWeighting(48_000);
    expect(shelf.b0).toBeCloseTo(1.53512485958697, 8);
    expect(shelf.b1).toBeCloseTo(-2.69169618940638, 8);
    expect(shelf.a2).toBeCloseTo(0.73248077421585, 8);
    expect(highPass.a1).toBeCloseTo(-1.99004745483398, 8);
    expect(highPass.a2).toBeCloseTo(0.99007225036621, 8);
  });
  it('weights alike at every rate', () => {
    for (const hz of [50, 1000, 4000]) {
      const [low, high] = [22_050, 96_000].map((rate) => 20 * Math.log10(gainAt(kWeighting(rate), hz, rate)));
      expect(Math.abs(low! - high!)).toBeLessThan(0.15);
    }
  });
});

describe('createLoudnessMeter()', () => {
  it('gives the same bits whatever the block sizes, at odd rates too', () => {
    const input = restlessNoise(2, 11_025);
    const run = (blockLength: number): Loudness => {
      const meter = createLoudnessMeter({ sampleRate: 11_025, channelCount: 2 });
      for (let n = 0; n < input[0]!.length; n += blockLength) {
        meter.process(input.map((samples) => samples.subarray(n, n + blockLength)));
      }
      return meter.result();
    };
    for (const blockLength of [1, 333, 4096]) expect(run(blockLength)).toEqual(run(22_050));
  });
  it('reads nothing from silence or from less than 400 ms', () => {
    for (const steps of [[[-Infinity, 5]], [[-10, 0.39]]] as Step[][]) {
      expect(measureSteps(...steps)).toMatchObject({ integratedLufs: -Infinity, rangeLu: 0 });
    }
  });
  it('refuses weights that are not one for each channel', () => {
    expect(() => createLoudnessMeter({ sampleRate: RATE, channelCount: 2, weights: [1] })).toThrow(
      RangeError,
    );
  });
});

describe('agreement with ffmpeg', () => {
  const check = (pcm: Pcm): void => {
    const ours = measureLoudness(pcm);
    const theirs = readReference(pcm);
    expectLevel(ours.integratedLufs, theirs.integratedLufs);
    expect(Math.abs(ours.rangeLu - theirs.rangeLu)).toBeLessThanOrEqual(0.5);
    // ffmpeg looks every 100 ms, we every 10 ms: never lower, and not much higher
    expect(ours.shortTermMaxLufs - theirs.shortTermMaxLufs).toBeGreaterThan(-0.05);
    expect(ours.shortTermMaxLufs - theirs.shortTermMaxLufs).toBeLessThan(0.3);
  };
  it('on noise', ({ skip }) => {
    skip(!hasFfmpeg, reasonToSkip());
    check({ sampleRate: 44_100, channels: restlessNoise(2).map((c) => Float32Array.from([...c, ...c])) });
  });
  it.for(['speech/jfk.flac', 'music/metal-madness-150bpm.ogg'])('on %s', (name, { skip }) => {
    const reason = reasonToSkip(name);
    skip(reason !== '', reason);
    check(loadRecording(name, 2, 44_100, 8));
  });
});
