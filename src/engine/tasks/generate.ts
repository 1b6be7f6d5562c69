import { mapSpeech, SPEECH_RATE, type SpeechMap } from '../../dsp/analyse-speech.js';
import { resample } from '../../dsp/resample.js';
import { soundKind } from '../../dsp/speech-presence.js';
import { RapgoError } from '../errors.js';
import type { LocalFile } from '../ports/artifact-store.js';
import { chooseStyle } from '../rap/choose-style.js';
import { levelVoice, removeRumble } from '../rap/clean-voice.js';
import { STYLE_PLACEHOLDER } from '../rap/defaults.js';
import { makePlan } from '../rap/make-plan.js';
import { asFolder, stemFiles } from '../rap/mix-song.js';
import { produceRap, RAP_RATE, type RapResult } from '../rap/produce.js';
import { alignWords, checkTranscriptFits, readTranscript, type TranscriptWord } from '../rap/transcript.js';
import { defineTask, type TaskContext } from '../task.js';
import { type GenerateOptions, GenerateOptionsSchema } from './generate-options.js';

/** Longest speech that is taken: its samples stand in memory at once. */
export const LONGEST_SPEECH_SECONDS = 3600;

/** Speech in, rap out. */
export const generate = defineTask<GenerateOptions, RapResult>({
  kind: 'generate',
  options: GenerateOptionsSchema,
  outputs: ({ output, planFile, stemsDir, labelsFile, lyricsFile }) =>
    [
      output.includes(encodeURI(STYLE_PLACEHOLDER)) ? null : output,
      planFile,
      stemsDir && new URL('premaster.wav', asFolder(stemsDir)).href,
      labelsFile,
      lyricsFile,
    ].filter((uri) => uri !== null),
  replaces: ({ force }) => force,
  async run(inputs, options, context) {
    const voice = await decodeVoice(inputs[0]!, context);
    removeRumble(voice, RAP_RATE);
    const words = options.transcript === null ? null : readTranscript(options.transcript);
    const speech = await listen(voice, words, context);
    levelVoice(voice, RAP_RATE, speech.phrases);
    context.progress('plan', 0);
    const style = options.style ?? chooseStyle(speech);
    const plan = makePlan({
      rapgoVersion: context.rapgoVersion,
      source: {
        name: options.title,
        sha256: inputs[0]!.sha256,
        durationSeconds: voice.length / RAP_RATE,
      },
      speech,
      style,
      seed: options.seed ?? Number.parseInt(inputs[0]!.sha256.slice(0, 8), 16),
      tempoBpm: options.tempoBpm,
      grid: options.grid,
      swing: options.swing,
      strength: options.strength,
      key: options.key,
      tune: options.tune,
      hook: options.hook,
      words: words ? alignWords(words, speech.phrases) : new Map(),
      beat: null,
      targetLufs: options.targetLufs,
      ceilingDbtp: options.ceilingDbtp,
    });
    context.progress('plan', 1);
    const { output, format, planFile, stemsDir, labelsFile, lyricsFile, strict } = options;
    return produceRap(
      {
        plan,
        voice,
        beat: null,
        tempoConfidence: 1,
        output: output.replace(encodeURI(STYLE_PLACEHOLDER), style.name),
        format,
        planFile,
        stemsDir,
        labelsFile,
        lyricsFile,
        strict,
      },
      context,
    );
  },
});

async function decodeVoice(input: LocalFile, context: TaskContext): Promise<Float32Array> {
  const { decoder, signal } = context;
  context.progress('decode', 0);
  const info = await decoder.probe(input.path, { signal });
  const { channels, repairedSamples, warnings } = await decoder.decode(input.path, {
    sampleRate: RAP_RATE,
    channelCount: 1,
    limitSeconds: LONGEST_SPEECH_SECONDS,
    signal,
    onProgress: (seconds) =>
      context.progress('decode', info.durationSeconds ? seconds / info.durationSeconds : 0),
  });
  for (const warning of warnings) context.warn('media/damaged', warning);
  if (repairedSamples > 0) {
    context.warn('media/repaired', `${repairedSamples} samples were not numbers and became silence`);
  }
  context.progress('decode', 1);
  return channels[0]!;
}

async function listen(
  voice: Float32Array,
  words: readonly TranscriptWord[] | null,
  { workers, signal, progress }: TaskContext,
): Promise<SpeechMap> {
  progress('listen', 0);
  const samples = resample(voice, RAP_RATE, SPEECH_RATE);
  const [vowels, f0] = await Promise.all([
    workers.run('vowelCurves', { samples, sampleRate: SPEECH_RATE }, { signal }),
    workers.run('speechF0', { speech: samples }, { signal }),
  ]);
  progress('listen', 0.8);
  const heard = mapSpeech(samples, vowels, f0);
  const count = heard.phrases.reduce((sum, { syllables }) => sum + syllables.length, 0);
  const kind = soundKind(samples, SPEECH_RATE, heard);
  if (kind !== 'speech') {
    throw new RapgoError('speech/none', `no speech was found in the recording, only ${kind}`, {
      hint: 'give a recording of somebody speaking, without loud music behind the voice',
    });
  }
  if (!words) return heard;
  checkTranscriptFits(words, count);
  const expected = words.reduce((sum, { syllables }) => sum + syllables, 0);
  return mapSpeech(samples, vowels, f0, expected);
}
