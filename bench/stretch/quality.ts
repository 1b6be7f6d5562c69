import type { Interleaved } from '../score/wav.js';
import { measureAttacks } from './attacks.js';
import { BURSTS, type Bursts, makeBursts } from './bursts.js';
import { channelOf, fromChannels, lengthOf } from './channels.js';
import { spectralConvergenceDb } from './convergence.js';
import { mean } from './decibels.js';
import { logSpectralDistance } from './log-distance.js';
import type { Excerpt } from './material.js';
import { matchOnsets } from './music-onsets.js';
import { crestDb } from './pulse-shape.js';
import type { Transform } from './run-file.js';
import { hasEqualChannels, makePanned, measurePanned } from './stereo.js';
import { makeTone, offHarmonicsDb, offHarmonicsInBlocksDb, TONE_F0 } from './tone.js';
import { makeVowel, VOWEL_F0 } from './vowel.js';

/** Figures by name; a figure that could not be had is not there. */
export type Figures = Record<string, number>;

/** One group of figures of one program at one ratio. */
type Measure = (stretch: Transform, ratio: number) => Promise<Figures>;

/** Makes the signals once; the measures share them. */
export function createMeasures(speech: readonly Excerpt[], music: readonly Excerpt[]): readonly Measure[] {
  const bursts = { click: makeBursts(BURSTS.click), drum: makeBursts(BURSTS.drum) };
  return [
    measureTones,
    (stretch, ratio) => measureBursts('click', bursts.click, stretch, ratio),
    (stretch, ratio) => measureBursts('drum', bursts.drum, stretch, ratio),
    (stretch, ratio) => measureSpeech(speech, stretch, ratio),
    measureVowels,
    (stretch, ratio) => measureStereo(speech[0], stretch, ratio),
    (stretch, ratio) => measureMusic(music, stretch, ratio),
  ];
}

const stretchMono = async (data: Float32Array, stretch: Transform, ratio: number): Promise<Float32Array> =>
  channelOf(await stretch(fromChannels([data]), ratio));

async function measureTones(stretch: Transform, ratio: number): Promise<Figures> {
  const figures: Figures = {};
  const whole: number[] = [];
  const blocks: number[] = [];
  for (const f0 of TONE_F0) {
    const output = await stretchMono(makeTone(f0), stretch, ratio);
    whole.push(offHarmonicsDb(output, f0));
    blocks.push(offHarmonicsInBlocksDb(output, f0));
    figures[`tone${Math.round(f0)}Db`] = whole.at(-1)!;
  }
  return { ...figures, toneDb: mean(whole), toneBlockDb: mean(blocks) };
}

async function measureBursts(
  name: string,
  bursts: Bursts,
  stretch: Transform,
  ratio: number,
): Promise<Figures> {
  const found = measureAttacks(bursts, await stretchMono(bursts.data, stretch, ratio), ratio);
  return Object.fromEntries(Object.entries(found).map(([key, value]) => [`${name}.${key}`, value as number]));
}

async function measureSpeech(
  speech: readonly Excerpt[],
  stretch: Transform,
  ratio: number,
): Promise<Figures> {
  const figures: Figures = {};
  const read: number[] = [];
  for (const { name, data } of speech) {
    const output = await stretchMono(data, stretch, ratio);
    const db = spectralConvergenceDb(data, output, ratio);
    figures[`speech.${name}Db`] = db;
    if (name !== 'jfk') read.push(db);
  }
  return read.length === 0 ? figures : { ...figures, 'speech.readDb': mean(read) };
}

async function measureVowels(stretch: Transform, ratio: number): Promise<Figures> {
  const figures: Figures = {};
  for (const f0 of VOWEL_F0) {
    const input = makeVowel(f0);
    figures[`vowel${f0}CrestDb`] = crestDb(await stretchMono(input, stretch, ratio)) - crestDb(input);
  }
  return figures;
}

async function measureStereo(
  speech: Excerpt | undefined,
  stretch: Transform,
  ratio: number,
): Promise<Figures> {
  const { levelDb, phaseDegrees } = measurePanned(await stretch(makePanned(), ratio));
  const voice = speech?.data ?? makeVowel(VOWEL_F0[0]);
  const twins = await stretch(fromChannels([voice, voice]), ratio);
  return {
    'stereo.levelDb': levelDb,
    'stereo.phaseDegrees': phaseDegrees,
    'stereo.same': hasEqualChannels(twins) ? 1 : 0,
  };
}

async function measureMusic(music: readonly Excerpt[], stretch: Transform, ratio: number): Promise<Figures> {
  if (music.length === 0) return {};
  const found: Figures[] = [];
  for (const { data } of music) {
    const output = await stretchMono(data, stretch, ratio);
    const onsets = matchOnsets(data, output, ratio);
    found.push({ distanceDb: logSpectralDistance(data, output, ratio), ...onsets });
  }
  return Object.fromEntries(
    Object.keys(found[0]!).map((key) => [`music.${key}`, mean(found.map((figures) => figures[key]!))]),
  );
}

/** Passes sounds on and keeps the length error farthest from 0, in samples. */
export function watchLength(stretch: Transform): { stretch: Transform; worst(): number } {
  let worst = 0;
  return {
    stretch: async (sound: Interleaved, ratio) => {
      const output = await stretch(sound, ratio);
      const error = lengthOf(output) - Math.round(lengthOf(sound) * ratio);
      if (Math.abs(error) > Math.abs(worst)) worst = error;
      return output;
    },
    worst: () => worst,
  };
}

/** All figures of one program at one ratio; a failed group is left out and said in `errors`. */
export async function measureQuality(
  measures: readonly Measure[],
  transform: Transform,
  ratio: number,
): Promise<{ figures: Figures; errors: string[] }> {
  const figures: Figures = {};
  const errors: string[] = [];
  const length = watchLength(transform);
  for (const measure of measures) {
    try {
      Object.assign(figures, await measure(length.stretch, ratio));
    } catch (error) {
      errors.push(error instanceof Error ? error.message : String(error));
    }
  }
  return { figures: { ...figures, lengthError: length.worst() }, errors };
}
