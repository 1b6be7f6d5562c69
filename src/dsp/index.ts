// The public face of `rapgo/dsp`: pure functions on typed arrays, without files, clocks or Node.
export {
  analyseSpeech,
  type Phrase,
  type SpeechMap,
  type Syllable,
} from './analyse-speech.js';
export { type F0Track, trackF0 } from './f0.js';
export { RealFft } from './fft.js';
export { findKey, type Key } from './key.js';
export { createLimiter, type Limiter, type LimiterOptions, limitSource } from './limiter.js';
export { createLoudnessMeter, type Loudness, type LoudnessMeter, measureLoudness } from './loudness.js';
export { type MelOptions, melSpectrogram } from './mel.js';
export { type PitchShiftOptions, pitchShift } from './pitch-shift.js';
export { resample } from './resample.js';
export { type SoundKind, soundKind } from './speech-presence.js';
export { istft, type Stft, type StftOptions, stft } from './stft.js';
export { createTimeMap, evenMap, type TimeMap } from './time-map.js';
export { type TimeStretchOptions, timeStretch } from './time-stretch.js';
export { type BeatTrack, type TrackBeatsOptions, trackBeats } from './track-beats.js';
export { createTruePeakMeter, measureTruePeak, type TruePeakMeter } from './true-peak.js';
export type { BlockProcessor, BlockSource, Pcm, Random, Spectrogram } from './types.js';
export { chooseEngine } from './vocoder/choose-engine.js';
export { createPitchShifter, type PitchShifterOptions } from './vocoder/pitch-shifter.js';
export { createTimeStretcher } from './vocoder/time-stretcher.js';
export type { StretchEngine, TimeStretcher, TimeStretcherOptions } from './vocoder/types.js';
