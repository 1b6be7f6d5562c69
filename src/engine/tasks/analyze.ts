import * as v from 'valibot';
import { mapSpeech, SPEECH_RATE, type SpeechMap } from '../../dsp/analyse-speech.js';
import type { Key } from '../../dsp/key.js';
import { LEAST_KEY_CONFIDENCE } from '../../dsp/key.js';
import { measureLoudness } from '../../dsp/loudness.js';
import { resample } from '../../dsp/resample.js';
import { type SoundKind, soundKind } from '../../dsp/speech-presence.js';
import type { BeatTrack } from '../../dsp/track-beats.js';
import { measureTruePeak } from '../../dsp/true-peak.js';
import { decodeSound, RAP_RATE } from '../rap/hear-speech.js';
import { hearFeatures } from '../rap/listen.js';
import { defineTask, type TaskContext } from '../task.js';

/** Longest file that is measured: its samples stand in memory at once. */
const LONGEST_SECONDS = 3600;

/** What was measured. Times in seconds; lists are long, a person sees their size. */
export interface Analysis {
  readonly durationSeconds: number;
  readonly integratedLufs: number | null;
  readonly rangeLu: number;
  readonly truePeakDbtp: number | null;
  readonly sound: SoundKind;
  readonly tempoBpm: number | null;
  /** 0 to 1: whether there is a beat at all. */
  readonly tempoConfidence: number;
  readonly beats: readonly number[];
  readonly downbeats: readonly number[];
  readonly key: { readonly tonic: number; readonly mode: Key['mode'] } | null;
  readonly keyConfidence: number;
  readonly phrases: readonly { readonly start: number; readonly end: number }[];
  readonly syllables: readonly {
    readonly start: number;
    readonly pCentre: number;
    readonly end: number;
    readonly stress: number;
    readonly f0Hz: number | null;
  }[];
  readonly medianF0Hz: number | null;
}

/** Measures any sound: loudness, tempo and beats, key, and the syllables of speech. */
export const analyze = defineTask<Record<string, never>, Analysis>({
  kind: 'analyze',
  options: v.strictObject({}),
  outputs: () => [],
  replaces: () => false,
  async run([file], _options, context) {
    const channels = await decodeSound(file!, { channelCount: 2, limitSeconds: LONGEST_SECONDS }, context);
    context.progress('measure', 0);
    const loudness = measureLoudness({ sampleRate: RAP_RATE, channels });
    const truePeak = measureTruePeak({ sampleRate: RAP_RATE, channels });
    const [left, right] = [channels[0]!, channels[1]!];
    const mono = left.map((x, n) => (x + right[n]!) / 2);
    const { track, key, speech, kind } = await hear(mono, context);
    context.progress('measure', 1);
    const result: Analysis = {
      durationSeconds: mono.length / RAP_RATE,
      integratedLufs: finite(loudness.integratedLufs),
      rangeLu: loudness.rangeLu,
      truePeakDbtp: finite(truePeak),
      sound: kind,
      tempoBpm: track.tempoBpm > 0 ? track.tempoBpm : null,
      tempoConfidence: track.confidence,
      beats: [...track.beats],
      downbeats: [...track.downbeats].map((beat) => track.beats[beat]!),
      key: key.confidence >= LEAST_KEY_CONFIDENCE ? { tonic: key.tonic, mode: key.mode } : null,
      keyConfidence: key.confidence,
      ...speechMeasures(kind === 'speech' ? speech : undefined),
    };
    return { result, outputs: [] };
  },
});

interface Heard {
  readonly track: BeatTrack;
  readonly key: Key;
  readonly speech: SpeechMap;
  readonly kind: SoundKind;
}

async function hear(mono: Float32Array, { workers, signal }: TaskContext): Promise<Heard> {
  const samples = resample(mono, RAP_RATE, SPEECH_RATE);
  const sound = { samples: mono, sampleRate: RAP_RATE };
  const [track, key, features] = await Promise.all([
    workers.run('trackBeats', { ...sound, options: {} }, { signal }),
    workers.run('findKey', sound, { signal }),
    hearFeatures(samples, workers, { signal }),
  ]);
  const speech = mapSpeech(samples, features);
  return { track, key, speech, kind: soundKind(samples, SPEECH_RATE, speech) };
}

function speechMeasures(
  speech: SpeechMap | undefined,
): Pick<Analysis, 'phrases' | 'syllables' | 'medianF0Hz'> {
  if (!speech) return { phrases: [], syllables: [], medianF0Hz: null };
  return {
    phrases: speech.phrases.map(({ start, end }) => ({ start, end })),
    syllables: speech.phrases.flatMap(({ syllables }) => [...syllables]),
    medianF0Hz: speech.medianF0Hz,
  };
}

/** JSON knows no infinity: silence has no level. */
const finite = (value: number): number | null => (Number.isFinite(value) ? value : null);
