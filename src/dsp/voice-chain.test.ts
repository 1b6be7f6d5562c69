import { describe, expect, it } from 'vitest';
import { itIgnoresBlockSizes, restlessNoise, rmsDb, sine } from './block-processor.contract.js';
import { measureLoudness } from './loudness.js';
import { loadRecording, reasonToSkip } from './reference-meter.contract.js';
import { dbToGain } from './units.js';
import { createVoiceChain } from './voice-chain.js';

/** Loudness before and after, for a voice at a given gain. */
function runChain(samples: Float32Array, sampleRate: number, gain: number) {
  const voice = samples.map((x) => gain * x);
  const { integratedLufs } = measureLoudness({ sampleRate, channels: [voice] });
  createVoiceChain({ sampleRate, inputLufs: integratedLufs, outputLufs: -18 }).process([voice]);
  return { voice, loudness: measureLoudness({ sampleRate, channels: [voice] }) };
}

describe('createVoiceChain()', () => {
  itIgnoresBlockSizes(() => createVoiceChain({ sampleRate: 44_100 }).process, restlessNoise(1));
  it.for([
    ['jfk.flac', 44_100],
    ['lv_0870.flac', 16_000],
    ['lv_0890.flac', 22_050],
    ['lv_0920.flac', 48_000],
    ['goforward.wav', 16_000],
  ] as const)('brings %s at %i Hz to a stable level, loud or soft', ([name, sampleRate], { skip }) => {
    const reason = reasonToSkip(`speech/${name}`);
    skip(reason !== '', reason);
    const samples = loadRecording(`speech/${name}`, 1, sampleRate, 8).channels[0]!;
    const [soft, loud] = [0.1, 2].map((gain) => runChain(samples, sampleRate, gain).loudness);
    expect(Math.abs(soft!.integratedLufs + 18)).toBeLessThan(0.8);
    expect(soft!.rangeLu).toBeLessThan(3);
    expect(loud!.integratedLufs).toBeCloseTo(soft!.integratedLufs, 2);
  });
  it('keeps the soft end of a word', () => {
    const rate = 44_100;
    const word = sine(300, 0.14, 1).map((x, n) => (n < 0.6 * rate ? x : x * dbToGain(-22)));
    const { voice } = runChain(word, rate, 1);
    // what was 22 dB softer is 22 dB softer or less: compressed, not cut
    const [loud, soft] = [
      [0.3, 0.55],
      [0.62, 0.8],
    ].map(([a, b]) => rmsDb(voice.subarray(a! * rate, b! * rate)));
    expect(loud! - soft!).toBeLessThan(22);
  });
  it('takes rumble out and raises no silence', () => {
    const rumble = sine(30, 0.3, 1);
    createVoiceChain({ sampleRate: 44_100 }).process([rumble]);
    expect(rmsDb(rumble.subarray(22_050))).toBeLessThan(-20);
    expect(() => createVoiceChain({ sampleRate: 44_100, inputLufs: -Infinity })).not.toThrow();
  });
  it('refuses a rate too low for words', () =>
    expect(() => createVoiceChain({ sampleRate: 4000 })).toThrow(RangeError));
});
