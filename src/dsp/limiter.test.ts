import { describe, expect, it } from 'vitest';
import { itIgnoresBlockSizes, restlessNoise, sine } from './block-processor.contract.js';
import { createLimiter, limit, limitSource } from './limiter.js';
import { createRandom } from './random.js';
import { hasFfmpeg, loadRecording, readReference, reasonToSkip } from './reference-meter.contract.js';
import { measureTruePeak } from './true-peak.js';
import type { BlockSource, Pcm } from './types.js';

const RATE = 44_100;
const from = (make: (n: number) => number): Float32Array =>
  Float32Array.from({ length: RATE }, (_, n) => make(n));

/** Sounds that no limiter likes. */
function hostileSounds(): Record<string, Float32Array> {
  const random = createRandom(5);
  const noise = (): number => 2 * random() - 1;
  return {
    'full-scale square': from((n) => (Math.sin((2 * Math.PI * 220 * n) / RATE + 0.1) > 0 ? 1 : -1)),
    clicks: from((n) => (n % 4410 === 100 ? 1 : n % 4410 === 2000 || n % 4410 === 2001 ? -1 : 0)),
    '15 kHz at +6 dB': sine(15_000, 2, 1),
    'bursts of 15 kHz at +6 dB': sine(15_000, 2, 1).map((x, n) => (n % 8820 < 4410 ? x : 0)),
    'rate/4 at 45 degrees': sine(RATE / 4, 2, 1, RATE, Math.PI / 4),
    'white noise': from(noise),
    'white noise at +12 dB': from(() => 4 * noise()),
    'kicks with hiss': from(
      (n) => 4 * Math.exp(-(n % 22_050) / 4000) * Math.sin((n % 22_050) / 128) + 0.3 * noise(),
    ),
  };
}

describe('limit()', () => {
  const sounds = hostileSounds();
  it.for(Object.keys(sounds))(
    'keeps %s below the ceiling, by our 8x meter and by ffmpeg',
    (name, { skip }) => {
      const limited = limit({ sampleRate: RATE, channels: [sounds[name]!] });
      expect(measureTruePeak(limited, 8)).toBeLessThan(-0.95);
      expect(measureTruePeak(limited, 8)).toBeGreaterThan(-1.3); // and not needlessly far below
      skip(!hasFfmpeg, reasonToSkip());
      expect(readReference(limited).truePeakDbtp).toBeLessThan(-0.95);
    },
  );
  it.for([22_050, 48_000, 96_000])('holds its ceiling at %i Hz', (sampleRate, { skip }) => {
    skip(!hasFfmpeg, reasonToSkip());
    const channels = [
      restlessNoise(1, sampleRate)[0]!
        .subarray(0, sampleRate)
        .map((x) => 3 * x),
    ];
    expect(readReference(limit({ sampleRate, channels }, { ceilingDbtp: -3 })).truePeakDbtp).toBeLessThan(
      -2.95,
    );
  });
  it.for(['music/metal-madness-150bpm.ogg', 'speech/jfk.flac'])(
    'keeps %s at +6 dB below the ceiling',
    (name, { skip }) => {
      const reason = reasonToSkip(name);
      skip(reason !== '', reason);
      const { sampleRate, channels } = loadRecording(name, 2, RATE, 5);
      const limited = limit({ sampleRate, channels: channels.map((samples) => samples.map((x) => 2 * x)) });
      const { truePeakDbtp } = readReference(limited);
      expect(truePeakDbtp).toBeLessThan(-0.95);
      expect(truePeakDbtp).toBeGreaterThan(-1.1);
    },
  );
  it('passes what never reaches the ceiling bit for bit, in place and in time', () => {
    const quiet = restlessNoise(2).map((samples) => samples.map((x) => 0.3 * x));
    const { channels } = limit({ sampleRate: RATE, channels: quiet });
    expect(channels.map((samples, c) => samples.every((x, n) => x === quiet[c]![n]))).toEqual([true, true]);
  });
  it('gives every channel the same gain', () => {
    const loud = sine(300, 3, 0.3);
    const { channels } = limit({ sampleRate: RATE, channels: [loud, loud.map((x) => x / 8)] });
    const differences = channels[0]!.map((x, n) => Math.abs(x / 8 - channels[1]![n]!));
    expect(Math.max(...differences)).toBeLessThan(1e-7);
  });
  it('takes sounds shorter than its look-ahead', () => {
    const { channels } = limit({ sampleRate: RATE, channels: [Float32Array.of(0, 4, 0)] });
    expect(channels[0]!.length).toBe(3);
    expect(channels[0]![1]).toBeLessThan(0.9);
  });
});

describe('createLimiter()', () => {
  itIgnoresBlockSizes(
    () => createLimiter({ sampleRate: RATE, channelCount: 2, ceilingDbtp: -12 }).process,
    restlessNoise(2),
  );
  it('refuses a release of nothing', () => {
    expect(() => createLimiter({ sampleRate: RATE, channelCount: 1, releaseSeconds: 0 })).toThrow(RangeError);
  });
});

describe('limitSource()', () => {
  /** Reads a sound in memory, then silence. */
  const sourceOf = ({ channels }: Pcm): BlockSource => {
    let start = 0;
    return {
      channelCount: channels.length,
      read(out) {
        out.forEach((block, c) => {
          for (let n = 0; n < block.length; n++) block[n] = channels[c]![start + n] ?? 0;
        });
        start += out[0]!.length;
      },
    };
  };
  it('is limit() without delay, for a sound that ends softly', () => {
    const pcm = { sampleRate: RATE, channels: restlessNoise(2).map((samples) => samples.fill(0, 80_000)) };
    const source = limitSource(sourceOf(pcm), { sampleRate: RATE, ceilingDbtp: -9 });
    const whole = limit(pcm, { ceilingDbtp: -9 });
    for (let n = 0; n < 2 * RATE; n += 700) {
      const out = [new Float32Array(700), new Float32Array(700)];
      source.read(out);
      const isSame = out.map((block, c) => block.every((x, k) => x === whole.channels[c]![n + k]));
      expect(isSame, `block at ${n}`).toEqual([true, true]);
    }
  });
});
