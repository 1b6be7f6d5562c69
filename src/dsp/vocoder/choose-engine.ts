import { analyseSpeech } from '../analyse-speech.js';
import { isHeldVoice } from '../held-voice.js';
import { soundKind } from '../speech-presence.js';
import type { Pcm } from '../types.js';
import type { StretchEngine } from './types.js';

/** Samples of this many seconds say enough. */
const LISTEN_SECONDS = 60;

/** Voice for speech and for a single held voice, by its first minute; music for all else. */
export function chooseEngine({ sampleRate, channels }: Pcm): StretchEngine {
  const length = Math.min(channels[0]!.length, Math.round(LISTEN_SECONDS * sampleRate));
  const mono = new Float32Array(length);
  for (const samples of channels) {
    for (let n = 0; n < length; n++) mono[n]! += samples[n]! / channels.length;
  }
  const map = analyseSpeech(mono, sampleRate);
  return isHeldVoice(map) || soundKind(mono, sampleRate, map) === 'speech' ? 'voice' : 'music';
}
