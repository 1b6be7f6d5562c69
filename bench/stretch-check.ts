/**
 * Judges the judges of stretch.ts: passes sounds through transforms whose faults are known and says whether each
 * measure gives the figure it must. No program is run but the one that reads the audio; exit code 1 if one fails.
 */
import { channelOf, fromChannels, RATE } from './stretch/channels.js';
import { readMusic, readSpeech } from './stretch/material.js';
import { formantErrors, measurePitch } from './stretch/pitch-quality.js';
import { createMeasures, type Figures, measureQuality } from './stretch/quality.js';
import type { Transform } from './stretch/run-file.js';
import { makeVowel, movedFormants, VOWEL_F0 } from './stretch/vowel.js';

const same: Transform = async (sound) => sound;

/** Every channel through a function. */
const each =
  (change: (data: Float32Array, channel: number) => Float32Array): Transform =>
  async (sound) =>
    fromChannels(
      Array.from({ length: sound.channels }, (_, c) => change(channelOf(sound, c), c)),
      sound.sampleRate,
    );

const DELAY = Math.round(0.005 * RATE);
const delayed = (data: Float32Array, by: number): Float32Array => data.map((_, n) => data[n - by] ?? 0);
const late = each((data) => delayed(data, DELAY));
const mixed = (gain: number, by: number): Transform =>
  each((data) => data.map((value, n) => value + gain * (data[n - by] ?? 0)));
/** A copy 20 ms ahead at −20 dB: all of it is pre-echo. */
const echoBefore = mixed(0.1, -Math.round(0.02 * RATE));
const softRight = each((data, c) => (c === 1 ? data.map((value) => value * 0.5) : data));
/** The 10 Hz trembling of 10 % puts 0.1²/2 of the energy beside the harmonics. */
const trembling = each((data) =>
  data.map((value, n) => value * (1 + 0.1 * Math.sin((2 * Math.PI * 10 * n) / RATE))),
);
const shorter = each((data) => data.subarray(0, data.length - 100));
/** Rate changed by 1 %: pitch and formants move by 17.2 cents. */
const faster = each((data) =>
  data.map((_, n) => {
    const at = 1.01 * n;
    const whole = Math.floor(at);
    return (data[whole] ?? 0) * (1 - at + whole) + (data[whole + 1] ?? 0) * (at - whole);
  }),
);

interface Expectation {
  readonly what: string;
  readonly figures: Figures;
  readonly key: string;
  readonly low: number;
  readonly high: number;
}

async function main(): Promise<void> {
  const audio = process.env.RAPGO_AUDIO ?? '../shared/audio';
  const measures = createMeasures(await readSpeech(audio), await readMusic(audio));
  const through = async (transform: Transform): Promise<Figures> =>
    (await measureQuality(measures, transform, 1)).figures;
  const expectations: Expectation[] = [];
  const expect = (what: string, figures: Figures, key: string, low: number, high: number): void =>
    void expectations.push({ what, figures, key, low, high });

  const perfect = await through(same);
  for (const key of Object.keys(perfect)) {
    const isHigh = /attackShare|same|recall/.test(key);
    if (key === 'music.chance') continue;
    const [low, high] = isHigh
      ? [0.99, 1]
      : /preEcho|toneDb|tone.*Db|speech/.test(key)
        ? [-140, -100]
        : [-0.01, 0.01];
    expect('unchanged', perfect, key, low, high);
  }
  const shifted = await through(late);
  for (const key of ['click.meanMs', 'click.signedMs', 'drum.worstMs', 'music.medianMs']) {
    expect('5 ms late', shifted, key, 4.9, 5.1);
  }
  expect('5 ms late', shifted, 'vowel100CrestDb', -0.1, 0.1);
  expect('pre-echo of -20 dB', await through(echoBefore), 'click.preEchoDb', -20.5, -19.5);
  const soft = await through(softRight);
  expect('right channel halved', soft, 'stereo.levelDb', 6.0, 6.05);
  expect('right channel halved', soft, 'stereo.phaseDegrees', 0, 0.01);
  expect('right channel halved', soft, 'stereo.same', 0, 0);
  expect('trembling by 10 %', await through(trembling), 'tone147Db', -23.3, -22.7);
  expect('100 samples short', await through(shorter), 'lengthError', -100, -100);
  const still = await measurePitch(same, 0, 'keep');
  for (const key of Object.keys(still)) {
    expect(
      'pitch unchanged',
      still,
      key,
      ...((key === 'toneDb' ? [-140, -100] : [-1, 1]) as [number, number]),
    );
  }
  const raised = await measurePitch(faster, 0, 'keep');
  expect('1 % higher', raised, 'harmonic1Cents', 17.1, 17.4);
  expect('1 % higher', raised, 'harmonic10Cents', 17.1, 17.4);
  expect('1 % higher', raised, 'vowel100F2Percent', 0.7, 1.3);
  for (const percent of [-3, 0, 3]) {
    const figures = formantsMovedBy(percent);
    for (const key of Object.keys(figures)) {
      expect(`formants moved by ${percent} %`, figures, key, percent - 0.15, percent + 0.15);
    }
  }
  report(expectations);
}

/** The vowels made anew at other pitches: shifted as well as can be, but for their formants. */
function formantsMovedBy(percent: number): Figures {
  const figures: Figures = {};
  for (const f0 of VOWEL_F0) {
    for (const semitones of [-5, 2, 4]) {
      const shifted = f0 * 2 ** (semitones / 12);
      const vowel = makeVowel(shifted, movedFormants(1 + percent / 100));
      for (const [n, error] of formantErrors(vowel, shifted, 1).entries()) {
        figures[`vowel${f0} at ${semitones} semitones, F${n + 1}`] = error;
      }
    }
  }
  return figures;
}

function report(expectations: readonly Expectation[]): void {
  for (const { what, figures, key, low, high } of expectations) {
    const value = figures[key];
    const isRight = value !== undefined && value >= low && value <= high;
    if (!isRight) process.exitCode = 1;
    process.stdout.write(
      `${isRight ? 'ok' : 'NO'}  ${what}: ${key} ${value?.toFixed(3)} (${low} to ${high})\n`,
    );
  }
}

await main();
