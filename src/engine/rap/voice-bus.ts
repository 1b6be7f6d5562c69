import { createPingPongDelay } from '../../dsp/delay.js';
import { createBiquadCascade, highPass } from '../../dsp/filter.js';
import { createReverb } from '../../dsp/reverb.js';
import { dbToGain, secondsPerBeat } from '../../dsp/units.js';
import { createVoiceChain } from '../../dsp/voice-chain.js';
import type { Style } from './style.js';

/** Effects of one voice: its chain, and a room and an echo beside it. */
export interface VoiceBus {
  /** Overwrites left and right with the lead as it is heard, in the middle; `dry` stays as it is. */
  playLead(dry: Float32Array, out: readonly Float32Array[]): void;
  /** Thins doubles and ad-libs out, in place, so that the lead keeps the middle; they stay without room. */
  playSeconds(channels: readonly Float32Array[]): void;
}

const LEAD_LUFS = -19; // of one channel; both together are 3 LU louder, 2 above the band
const SECONDS_LOW_CUT_HZ = 180;
const ECHO_LOW_CUT_HZ = 400; // an echo of the chest would cover the next words

/** @param tempoBpm sets the time of the echo */
export function createVoiceBus(sampleRate: number, space: Style['space'], tempoBpm: number): VoiceBus {
  const chain = createVoiceChain({ sampleRate, outputLufs: LEAD_LUFS });
  const room = createReverb({ sampleRate, decaySeconds: space.roomSeconds });
  const echo = createPingPongDelay({
    sampleRate,
    delaySeconds: space.delayBeats * secondsPerBeat(tempoBpm),
    feedback: space.delayFeedback,
    lowCutHz: ECHO_LOW_CUT_HZ,
  });
  const thin = createBiquadCascade([highPass(sampleRate, SECONDS_LOW_CUT_HZ)], 2);
  let scratch = Array.from({ length: 5 }, () => new Float32Array(0));
  const [roomGain, echoGain] = [dbToGain(space.roomDb), dbToGain(space.delayDb)];
  return {
    playSeconds: (channels) => thin.process(channels),
    playLead(dry, out) {
      if (scratch[0]!.length !== dry.length) scratch = scratch.map(() => new Float32Array(dry.length));
      const [voice, roomLeft, roomRight, echoLeft, echoRight] = scratch as Five;
      const [wet, echoes] = [[roomLeft, roomRight] as const, [echoLeft, echoRight] as const];
      voice.set(dry);
      chain.process([voice]);
      room.process(voice, wet[0], wet[1]);
      echo.process(voice, echoes[0], echoes[1]);
      for (let c = 0; c < out.length; c++) addSends(out[c]!, voice, wet[c]!, roomGain, echoes[c]!, echoGain);
    },
  };
}

/** Apart from the closure above: captured numbers are slow in a loop. */
function addSends(
  out: Float32Array,
  voice: Float32Array,
  room: Float32Array,
  roomGain: number,
  echo: Float32Array,
  echoGain: number,
): void {
  for (let n = 0; n < out.length; n++) out[n] = voice[n]! + roomGain * room[n]! + echoGain * echo[n]!;
}

type Five = [Float32Array, Float32Array, Float32Array, Float32Array, Float32Array];
