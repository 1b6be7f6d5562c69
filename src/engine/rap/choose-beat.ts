import { type Key as HeardKey, LEAST_KEY_CONFIDENCE } from '../../dsp/key.js';
import { type BeatTrack, LEAST_BEAT_CONFIDENCE } from '../../dsp/track-beats.js';
import { secondsPerBeat } from '../../dsp/units.js';
import { BEATS_PER_BAR } from '../band/beat-clock.js';
import { RapgoError } from '../errors.js';
import type { BeatChoice } from './make-plan.js';

/** What was heard in a recorded beat, and what its owner says. */
export interface BeatHearing {
  readonly name: string;
  readonly sha256: string;
  readonly durationSeconds: number;
  readonly track: BeatTrack;
  readonly key: HeardKey;
  readonly tempoBpm: number | null;
  /** Seconds of the first downbeat. */
  readonly offsetSeconds: number | null;
  /** Beat times are needed up to here. */
  readonly untilSeconds: number;
}

/**
 * Makes a grid from a recorded beat: the tracked beats, or a straight line where tempo and first downbeat are
 * given. A song longer than the recording goes round in whole bars.
 *
 * @throws {RangeError} never; {@link RapgoError} `beat/uncertain` where neither ear nor owner knows the beat,
 *   `request/unmet` where the recording has no whole bar
 */
export function chooseBeat(hearing: BeatHearing): BeatChoice {
  const { name, sha256, key, durationSeconds, untilSeconds } = hearing;
  const once = beatsFromDownbeat(hearing).filter((at) => at < durationSeconds);
  const bars = Math.floor((once.length - 1) / BEATS_PER_BAR);
  if (bars < 1) {
    throw new RapgoError('request/unmet', `${name} holds no whole bar after its first downbeat`, {
      hint: 'give a longer beat, or an earlier --offset',
    });
  }
  const [loopFrom, loopTo] = [once[0]!, once[bars * BEATS_PER_BAR]!];
  const beatTimes = once.slice(0, bars * BEATS_PER_BAR);
  for (let round = 1; beatTimes.at(-1)! < untilSeconds; round++) {
    for (let beat = 0; beat < bars * BEATS_PER_BAR; beat++) {
      beatTimes.push(once[beat]! + round * (loopTo - loopFrom));
    }
  }
  return {
    file: { name, sha256, loopFrom, loopTo },
    tempoBpm: 60 / ((loopTo - loopFrom) / (bars * BEATS_PER_BAR)),
    key: key.confidence >= LEAST_KEY_CONFIDENCE ? { tonic: key.tonic, mode: key.mode } : null,
    beatTimes,
  };
}

function beatsFromDownbeat({ name, track, tempoBpm, offsetSeconds, durationSeconds }: BeatHearing): number[] {
  if (tempoBpm !== null && offsetSeconds !== null) {
    return lineOf(offsetSeconds, secondsPerBeat(tempoBpm), durationSeconds);
  }
  if (track.confidence < LEAST_BEAT_CONFIDENCE) {
    throw new RapgoError('beat/uncertain', `no steady beat can be heard in ${name}`, {
      hint: 'say it: --bpm N with --offset SECONDS (the first downbeat)',
    });
  }
  const beats = [...track.beats];
  if (offsetSeconds === null) return beats.slice(track.downbeats[0] ?? 0);
  const nearest = beats.reduce((a, b) => (Math.abs(b - offsetSeconds) < Math.abs(a - offsetSeconds) ? b : a));
  const moved = offsetSeconds - nearest;
  return beats.filter((at) => at >= nearest - 1e-6).map((at) => at + moved);
}

function lineOf(start: number, period: number, end: number): number[] {
  return Array.from({ length: Math.max(0, Math.ceil((end - start) / period)) }, (_, i) => start + i * period);
}
