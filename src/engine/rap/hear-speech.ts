import { basename } from 'node:path';
import { mapSpeech, SPEECH_RATE, type SpeechMap } from '../../dsp/analyse-speech.js';
import { repairClicks } from '../../dsp/click-repair.js';
import { resample } from '../../dsp/resample.js';
import { soundKind } from '../../dsp/speech-presence.js';
import { RapgoError } from '../errors.js';
import type { LocalFile } from '../ports/artifact-store.js';
import type { TaskContext } from '../task.js';
import { applyGains, phraseGains, removeRumble } from './clean-voice.js';
import { hearFeatures } from './listen.js';
import type { Plan } from './plan.js';
import { checkTranscriptFits, type TranscriptWord } from './transcript.js';

/** Rate of everything that is rendered: the one every player and codec knows. */
export const RAP_RATE = 44_100;

/** Longest speech that is taken: its samples stand in memory at once. */
export const LONGEST_SPEECH_SECONDS = 3600;

/** A voice ready to be sung with, and what it says when. */
export interface HeardSpeech {
  /** One channel at {@link RAP_RATE}, rumble removed, `voiceGains` applied. */
  readonly voice: Float32Array;
  readonly speech: SpeechMap;
  /** What brought every phrase to one level. */
  readonly voiceGains: Plan['voiceGains'];
}

/**
 * Decodes, cleans and analyses the speech: stages `decode`, `clean` and `listen`.
 *
 * @param words of a transcript, to find as many syllables as it has; null without one
 * @throws {RapgoError} `speech/none`, `request/unmet` where the transcript is of other speech, and what decoding throws
 */
export async function hearSpeech(
  file: LocalFile,
  words: readonly TranscriptWord[] | null,
  context: TaskContext,
): Promise<HeardSpeech> {
  const voice = await cleanSpeech(file, context);
  const speech = await listen(voice, words, context);
  const voiceGains = phraseGains(voice, RAP_RATE, speech.phrases);
  applyGains(voice, RAP_RATE, voiceGains);
  return { voice, speech, voiceGains };
}

/** The voice of a plan: cleaned and levelled as when the plan was made, without listening again. */
export async function voiceOfPlan(
  file: LocalFile,
  voiceGains: Plan['voiceGains'],
  context: TaskContext,
): Promise<Float32Array> {
  const voice = await cleanSpeech(file, context);
  applyGains(voice, RAP_RATE, voiceGains);
  return voice;
}

async function cleanSpeech(file: LocalFile, context: TaskContext): Promise<Float32Array> {
  const [voice] = await decodeSound(file, { channelCount: 1, limitSeconds: LONGEST_SPEECH_SECONDS }, context);
  context.progress('clean', 0);
  const { samples } = repairClicks(voice!, RAP_RATE);
  removeRumble(samples, RAP_RATE);
  context.progress('clean', 1);
  return samples;
}

/** Decodes a file at {@link RAP_RATE} and passes on what the decoder noticed. */
export async function decodeSound(
  file: LocalFile,
  options: { readonly channelCount: 1 | 2; readonly limitSeconds: number },
  { decoder, signal, progress, warn }: TaskContext,
): Promise<readonly Float32Array[]> {
  progress('decode', 0);
  const { durationSeconds } = await decoder.probe(file.path, { signal });
  const { channels, repairedSamples, warnings } = await decoder.decode(file.path, {
    ...options,
    sampleRate: RAP_RATE,
    signal,
    onProgress: (seconds) => progress('decode', durationSeconds ? seconds / durationSeconds : 0),
  });
  for (const warning of warnings) warn('media/damaged', warning);
  if (repairedSamples > 0) {
    const samples = `${repairedSamples} samples of ${basename(file.path)}`;
    warn('media/repaired', `${samples} were not usable numbers and became silence`);
  }
  progress('decode', 1);
  return channels;
}

async function listen(
  voice: Float32Array,
  words: readonly TranscriptWord[] | null,
  { workers, signal, progress }: TaskContext,
): Promise<SpeechMap> {
  progress('listen', 0);
  const samples = resample(voice, RAP_RATE, SPEECH_RATE);
  const features = await hearFeatures(samples, workers, { signal });
  progress('listen', 0.8);
  const heard = mapSpeech(samples, features);
  const kind = soundKind(samples, SPEECH_RATE, heard);
  if (kind !== 'speech') {
    throw new RapgoError('speech/none', `no speech was found in the recording, only ${kind}`, {
      hint: 'give a recording of somebody speaking, without loud music behind the voice',
    });
  }
  if (!words) return heard;
  checkTranscriptFits(
    words,
    heard.phrases.reduce((sum, { syllables }) => sum + syllables.length, 0),
  );
  return mapSpeech(
    samples,
    features,
    words.reduce((sum, { syllables }) => sum + syllables, 0),
  );
}
