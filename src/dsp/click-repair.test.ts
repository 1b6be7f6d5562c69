import { describe, expect, it } from 'vitest';
import { repairClicks } from './click-repair.js';
import { bandPass, createBiquadCascade } from './filter.js';
import { createRandom } from './random.js';
import { loadRecording, reasonToSkip } from './reference-meter.contract.js';

const RATE = 44_100;

/**
 * Syllables of a low voice (glottal pulses through two formants), each after a stop: silence, then a burst of noise
 * that dies away within 10 ms, then breath. What a detector might take for a click.
 */
function speech(sampleRate = RATE): Float32Array {
  const random = createRandom(7);
  const samples = new Float32Array(2 * sampleRate);
  for (let n = 0; n < samples.length; n++) {
    const t = (n / sampleRate) % 0.25;
    const period = Math.round(sampleRate / 105);
    if (t > 0.1) samples[n] = n % period === 0 ? 4 : 0;
    else if (t > 0.08) samples[n] = 0.5 * (random() - 0.5) * (Math.exp(-(t - 0.08) / 0.003) + 0.1);
  }
  const formants = [500, 1700].map((hz) => {
    const part = samples.slice();
    createBiquadCascade([bandPass(sampleRate, hz, 5)]).process([part]);
    return part;
  });
  return samples.map(
    (x, n) =>
      0.4 * (formants[0]![n]! + 0.5 * formants[1]![n]!) + (n % sampleRate ? 0.1 * x * (x < 1 ? 1 : 0) : 0),
  );
}

describe('repairClicks()', () => {
  it.each([16_000, 22_050, 44_100, 48_000])(
    'leaves plosives and pulses of clean speech alone at %i Hz',
    (sampleRate) => {
      const samples = speech(sampleRate);
      const repair = repairClicks(samples, sampleRate);
      expect(repair.clicks).toEqual([]);
      expect(repair.samples.every((x, n) => x === samples[n])).toBe(true);
    },
  );
  it.each([1, 4, 12])('removes clicks of %i samples and nothing else', (length) => {
    const random = createRandom(length);
    const clean = speech();
    const spoilt = clean.slice();
    const places = Array.from({ length: 16 }, (_, k) => Math.round((0.12 * k + 0.06) * RATE));
    for (const place of places) {
      for (let n = 0; n < length; n++)
        spoilt[place + n]! += (random() < 0.5 ? -1 : 1) * (0.3 + 0.4 * random());
    }
    const { samples, clicks } = repairClicks(spoilt, RATE);
    const isFound = (place: number): boolean =>
      clicks.some((click) => click.start <= place + length && click.start + click.length >= place);
    expect(places.filter(isFound).length).toBeGreaterThanOrEqual(15);
    const error = (x: Float32Array): number => x.reduce((sum, value, n) => sum + (value - clean[n]!) ** 2, 0);
    expect(10 * Math.log10(error(spoilt) / error(samples))).toBeGreaterThan(length === 1 ? 30 : 10);
    const isClick = new Uint8Array(samples.length);
    for (const click of clicks) isClick.fill(1, click.start, click.start + click.length);
    expect(samples.every((x, n) => isClick[n] === 1 || x === spoilt[n])).toBe(true);
  });
  it('takes silence and sounds too short to judge as they are', () => {
    for (const length of [0, 3, 5000])
      expect(repairClicks(new Float32Array(length), RATE).clicks).toEqual([]);
  });
  it('refuses a rate below 8 kHz', () => {
    expect(() => repairClicks(new Float32Array(9), 4000)).toThrow(RangeError);
  });
  it.for(['jfk', 'lv_0870', 'lv_0890', 'lv_0920'])('leaves %s.flac untouched', (name, { skip }) => {
    const reason = reasonToSkip(`speech/${name}.flac`);
    skip(reason !== '', reason);
    for (const sampleRate of [16_000, 44_100]) {
      const samples = loadRecording(`speech/${name}.flac`, 1, sampleRate).channels[0]!;
      expect(repairClicks(samples, sampleRate).clicks).toEqual([]);
    }
  });
});
