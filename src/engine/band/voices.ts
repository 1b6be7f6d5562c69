import { createRandom, deriveSeed } from '../../dsp/random.js';
import { dbToGain, secondsToSamples } from '../../dsp/units.js';
import type { BandEvent } from './event.js';
import type { Kit } from './kit.js';
import { isSpan, renderDrum, renderNotes, renderTexture } from './render-sound.js';
import type { BankSound } from './sample-bank.js';

/** An event with all that can be known before its sound is made. */
export interface Voice {
  /** Sample of the song at which it begins. */
  readonly start: number;
  /** Samples it may last at most. */
  readonly reach: number;
  /** Samples after which it is stopped by another; Infinity for none. */
  readonly stop: number;
  /** Samples for which its sound is repeated; 0 for a sound that is played once. */
  readonly repeat: number;
  readonly left: number;
  readonly right: number;
  readonly sound: BankSound;
}

/** What makes voices out of events. */
export interface VoiceContext {
  readonly kit: Kit;
  readonly sampleRate: number;
  readonly seed: number;
}

/** Strength by which velocity acts on the level: 0.5 is 9.6 dB softer than 1. */
const VELOCITY_CURVE = 1.6;
/** Colours in which a drum or a note is made; the level follows the velocity exactly. */
const DRUM_COLOURS = [0.4, 0.7, 1] as const;
const NOTE_COLOURS = [0.55, 0.9] as const;
const DEFAULT_TAKES = 3;
/** No drum rings longer than its schema's 8 s decay, no note longer than 2 s after its end; plus 3 s of room. */
const LONGEST_STROKE_SECONDS = 13;
const LONGEST_TAIL_SECONDS = 5.2;

const nearest = (colours: readonly number[], velocity: number): number =>
  colours.reduce((best, one) => (Math.abs(one - velocity) < Math.abs(best - velocity) ? one : best));

/** Gains of a place between the sides: the near side stays level, so that the middle is not quieter. */
const sides = (gain: number, pan: number): { left: number; right: number } => ({
  left: gain * (pan > 0 ? Math.cos((pan * Math.PI) / 2) : 1),
  right: gain * (pan < 0 ? Math.cos((pan * Math.PI) / 2) : 1),
});

function drumVoice(
  event: BandEvent,
  ordinal: number,
  { kit, sampleRate, seed }: VoiceContext,
): Voice | undefined {
  const drum = kit.drums[event.instrument];
  if (!drum) return undefined;
  const span = isSpan(drum) ? Math.max(0.05, event.durationSeconds ?? 1) : 0;
  const colour = nearest(DRUM_COLOURS, event.velocity);
  const take = ordinal % (drum.takes ?? DEFAULT_TAKES);
  const key =
    span > 0 ? `${event.instrument}/${Math.round(1e4 * span)}` : `${event.instrument}/${colour}/${take}`;
  const random = () => createRandom(deriveSeed(seed, key));
  const isStopped = span === 0 && event.durationSeconds !== undefined;
  return {
    start: secondsToSamples(event.startSeconds, sampleRate),
    reach: secondsToSamples(span + LONGEST_STROKE_SECONDS, sampleRate),
    stop: isStopped ? secondsToSamples(event.durationSeconds, sampleRate) : Number.POSITIVE_INFINITY,
    repeat: 0,
    ...sides(dbToGain(drum.levelDb) * event.velocity ** VELOCITY_CURVE, event.pan),
    sound: { key: `drums/${key}`, make: () => renderDrum(drum, span, colour, sampleRate, random()) },
  };
}

/** @param events the notes of one chord, or one note */
function noteVoice(events: readonly BandEvent[], { kit, sampleRate, seed }: VoiceContext): Voice | undefined {
  const event = events[0]!;
  const sound = event.stem === 'bass' ? kit.bass : kit.keys[event.instrument];
  const { durationSeconds, velocity } = event;
  if (!sound || durationSeconds === undefined) return undefined;
  const notes = events.flatMap(({ midi, glides }) =>
    midi === undefined ? [] : { midi, durationSeconds, velocity: nearest(NOTE_COLOURS, velocity), glides },
  );
  const [first, ...others] = notes;
  if (!first) return undefined;
  const key = `${event.instrument}/${JSON.stringify(notes)}`;
  return {
    start: secondsToSamples(event.startSeconds, sampleRate),
    reach: secondsToSamples(durationSeconds + LONGEST_TAIL_SECONDS, sampleRate),
    stop: Number.POSITIVE_INFINITY,
    repeat: 0,
    ...sides(dbToGain(sound.levelDb) * velocity ** VELOCITY_CURVE, event.pan),
    sound: {
      key: `${event.stem}/${key}`,
      make: () => renderNotes(sound, [first, ...others], sampleRate, createRandom(deriveSeed(seed, key))),
    },
  };
}

/** Gathers notes that one part strikes together: a chord is made, kept and mixed as one sound. */
function chordsOf(events: readonly BandEvent[]): BandEvent[][] {
  const chords: BandEvent[][] = [];
  const open = new Map<string, BandEvent[]>();
  for (const event of events) {
    const chord = open.get(event.instrument);
    const first = chord?.[0];
    const isSame =
      first?.startSeconds === event.startSeconds &&
      first.durationSeconds === event.durationSeconds &&
      first.velocity === event.velocity &&
      event.midi !== undefined;
    if (chord && isSame) chord.push(event);
    else {
      const begun = [event];
      chords.push(begun);
      open.set(event.instrument, begun);
    }
  }
  return chords;
}

function textureVoice(event: BandEvent, { kit, sampleRate, seed }: VoiceContext): Voice | undefined {
  const { texture } = kit;
  if (!texture) return undefined;
  const length = secondsToSamples(event.durationSeconds ?? 0, sampleRate);
  const random = () => createRandom(deriveSeed(seed, 'texture'));
  return {
    start: secondsToSamples(event.startSeconds, sampleRate),
    reach: length,
    stop: length,
    repeat: length,
    ...sides(dbToGain(texture.levelDb), event.pan),
    sound: { key: `${event.stem}/texture`, make: () => renderTexture(texture, sampleRate, random()) },
  };
}

/** Voices of one stem's events, in the same order; events of instruments that the kit lacks are left out. */
export function voicesOf(events: readonly BandEvent[], context: VoiceContext): Voice[] {
  const struck = new Map<string, number>();
  const drum = (event: BandEvent): Voice | undefined => {
    const ordinal = struck.get(event.instrument) ?? 0;
    struck.set(event.instrument, ordinal + 1);
    return drumVoice(event, ordinal, context);
  };
  return chordsOf(events).flatMap((chord) => {
    const [event] = chord;
    if (event?.instrument === 'texture') return textureVoice(event, context) ?? [];
    return (event?.stem === 'drums' ? drum(event) : noteVoice(chord, context)) ?? [];
  });
}
