import { softClipInPlace } from '../../dsp/synth/saturate.js';
import { dbToGain } from '../../dsp/units.js';
import { addFading, addLevel } from './add-sample.js';
import { type Ducking, firstAbove } from './ducking.js';
import type { SampleBank } from './sample-bank.js';
import type { Voice } from './voices.js';

/** One stem, ready to be rendered at any place. */
export interface StemTrack {
  /** Overwrites `left` and `right` with the samples from `from` on. */
  render(from: number, left: Float32Array, right: Float32Array): void;
}

/** How the stem leaves the desk. */
export interface StemBus {
  readonly levelDb: number;
  readonly ceilingDb: number;
}

/** A stopped sound falls silent within this. */
const STOP_SECONDS = 0.006;

/** Adds the part of one voice that lies in the block of `length` samples from `from` on. */
function addVoice(
  voice: Voice,
  sound: readonly Float32Array[],
  block: { left: Float32Array; right: Float32Array },
  from: number,
  fadeLength: number,
): void {
  const soundLength = sound[0]!.length;
  const begin = Math.max(from, voice.start);
  const stop = Math.min(voice.stop, voice.repeat || soundLength);
  const end = Math.min(from + block.left.length, voice.start + stop);
  for (let now = begin; now < end; ) {
    const within = (now - voice.start) % soundLength; // a sound that is played once never comes round
    const length = Math.min(end - now, soundLength - within);
    addLevel(block, sound, { at: now - from, from: within, length }, voice.left, voice.right);
    now += length;
  }
  if (stop >= soundLength || voice.repeat > 0) return;
  const fadeBegin = Math.max(begin, voice.start + stop);
  const fadeEnd = Math.min(from + block.left.length, voice.start + Math.min(soundLength, stop + fadeLength));
  if (fadeEnd <= fadeBegin) return;
  const placement = { at: fadeBegin - from, from: fadeBegin - voice.start, length: fadeEnd - fadeBegin };
  addFading(block, sound, placement, voice.left, voice.right, stop, fadeLength);
}

/**
 * @param voices in the order in which they are added; `start` rises
 * @param ducking null where nothing makes room
 */
export function createStemTrack(
  voices: readonly Voice[],
  bank: SampleBank,
  bus: StemBus,
  ducking: Ducking | null,
  sampleRate: number,
): StemTrack {
  const loops = voices.filter(({ repeat }) => repeat > 0);
  const once = voices.filter(({ repeat }) => repeat === 0);
  const starts = Float64Array.from(once, ({ start }) => start);
  const ids = Int32Array.from(once, ({ sound }) => bank.add(sound));
  const loopIds = Int32Array.from(loops, ({ sound }) => bank.add(sound));
  const reach = once.reduce((longest, voice) => Math.max(longest, voice.reach), 0);
  const level = dbToGain(bus.levelDb);
  const ceiling = dbToGain(bus.ceilingDb);
  const fadeLength = Math.max(1, Math.round(STOP_SECONDS * sampleRate));
  let gains = new Float32Array(0);
  return {
    render(from, left, right) {
      const block = { left, right };
      const to = from + left.length;
      left.fill(0);
      right.fill(0);
      for (let i = 0; i < loops.length; i++)
        addVoice(loops[i]!, bank.get(loopIds[i]!), block, from, fadeLength);
      for (let i = firstAbove(starts, from - reach); i < once.length && starts[i]! < to; i++) {
        const voice = once[i]!;
        if (voice.start + voice.reach <= from || voice.start + bank.lengthOf(ids[i]!) <= from) continue;
        addVoice(voice, bank.get(ids[i]!), block, from, fadeLength);
      }
      if (gains.length < left.length) gains = new Float32Array(left.length);
      const isDucked = ducking?.fill(from, gains, left.length) ?? false;
      for (const side of [left, right]) softClipInPlace(side, level, ceiling, isDucked ? gains : undefined);
    },
  };
}
