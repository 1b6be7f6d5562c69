import { describe, expect, it } from 'vitest';
import { restlessNoise, sine } from './block-processor.contract.js';
import { kaiser } from './kaiser.js';
import { hasFfmpeg, loadRecording, readReference, reasonToSkip } from './reference-meter.contract.js';
import { createTruePeakMeter, measureTruePeak } from './true-peak.js';

const RATE = 48_000;
const mono = (samples: Float32Array, sampleRate = RATE) => ({ sampleRate, channels: [samples] });
/** The sine that begins and ends softly, as the meter also sees the silence around it. */
const soft = (samples: Float32Array): Float32Array =>
  samples.map((x, n) => x * Math.min(1, n / 2000, (samples.length - 1 - n) / 2000));

describe('measureTruePeak()', () => {
  it.each([
    [4, 0, 0.5, -6],
    [4, 45, 0.5, -6],
    [6, 60, 0.5, -6],
    [8, 67.5, 0.5, -6],
    [4, 45, 1.41, 3],
  ])(
    'reads sines of rate/%i at %f degrees within +0.2/-0.4 dB (EBU Tech 3341, 15 to 19)',
    (part, degrees, amplitude, expected) => {
      const samples = soft(sine(RATE / part, amplitude, 0.5, RATE, (degrees * Math.PI) / 180));
      for (const oversampling of [4, 8]) {
        const error = measureTruePeak(mono(samples), oversampling) - expected;
        expect(error).toBeLessThan(0.2);
        expect(error).toBeGreaterThan(-0.4);
      }
    },
  );
  it.each([0, 0.25, 0.5, 0.75])(
    'reads 0 dBTP for a pulse whose top lies %f samples after one (20 to 23)',
    (offset) => {
      const pulse = Float32Array.from({ length: 400 }, (_, n) => {
        const x = 0.8 * (n - 200 - offset);
        return (x === 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x)) * kaiser((n - 200 - offset) / 100, 6);
      });
      expect(Math.abs(measureTruePeak(mono(pulse)))).toBeLessThan(0.02);
    },
  );
  it('sees the last and the first sample', () => {
    for (const place of [0, 999]) {
      const samples = new Float32Array(1000);
      samples[place] = 0.5;
      expect(measureTruePeak(mono(samples))).toBeCloseTo(-6.02, 2);
    }
  });
  it('is -Infinity for silence', () => expect(measureTruePeak(mono(new Float32Array(100)))).toBe(-Infinity));
  it('takes the loudest channel', () => {
    const [quiet, loud] = [0.1, 0.5].map((amplitude) => soft(sine(1000, amplitude, 0.2, RATE)));
    expect(measureTruePeak({ sampleRate: RATE, channels: [quiet!, loud!] })).toBeCloseTo(-6.02, 1);
  });
  it('refuses an unknown oversampling', () => {
    expect(() => measureTruePeak(mono(new Float32Array(9)), 3)).toThrow(RangeError);
  });
});

describe('createTruePeakMeter()', () => {
  it('gives the same bits whatever the block sizes', () => {
    const input = restlessNoise(2).map((samples) => samples.subarray(0, 20_000));
    const run = (blockLength: number): number => {
      const meter = createTruePeakMeter({ sampleRate: 44_100, channelCount: 2 });
      for (let n = 0; n < 20_000; n += blockLength) {
        meter.process(input.map((samples) => samples.subarray(n, n + blockLength)));
      }
      return meter.result();
    };
    expect(new Set([1, 100, 529, 20_000].map(run)).size).toBe(1);
  });
});

describe('agreement with ffmpeg', () => {
  it('within 0.1 dB on noise', ({ skip }) => {
    skip(!hasFfmpeg, reasonToSkip());
    const pcm = { sampleRate: 44_100, channels: restlessNoise(2) };
    expect(Math.abs(measureTruePeak(pcm, 8) - readReference(pcm).truePeakDbtp)).toBeLessThan(0.1);
  });
  it.for(['speech/lv_0870.flac', 'music/metal-madness-150bpm.ogg'])(
    'within 0.05 dB on %s',
    (name, { skip }) => {
      const reason = reasonToSkip(name);
      skip(reason !== '', reason);
      const pcm = loadRecording(name, 2, 44_100, 6);
      expect(Math.abs(measureTruePeak(pcm) - readReference(pcm).truePeakDbtp)).toBeLessThan(0.05);
    },
  );
});
