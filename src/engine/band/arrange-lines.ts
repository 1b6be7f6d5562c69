import { createRandom, deriveSeed } from '../../dsp/random.js';
import type { Random } from '../../dsp/types.js';
import type { Key } from '../rap/plan.js';
import type { BandTime } from './arrange-drums.js';
import type { BandPart, BandStyle } from './band-style.js';
import { BEATS_PER_BAR, beatOfStep } from './beat-clock.js';
import { type Chord, degreeSemitones, overChord, parseChord, voiceChord } from './chords.js';
import type { BandEvent } from './event.js';
import type { BandStem } from './kit.js';
import { type LineToken, lineSteps, parseToken } from './line.js';
import { type BandBar, isDropped, isNamed } from './song-map.js';
import { stepsPerBar } from './steps.js';

type NoteToken = Extract<LineToken, { kind: 'note' }>;

/** One step of a part anywhere in the song. */
interface LineStep {
  readonly beat: number;
  readonly token: LineToken;
  readonly chord: Chord;
}

/** A note that has begun and not ended. */
interface Sounding {
  readonly token: NoteToken;
  readonly startBeat: number;
  readonly pitches: readonly number[];
  readonly slides: { readonly beat: number; readonly midi: number }[];
  /** Dice of this note alone, so that a note more or less leaves the others as they are. */
  readonly dice: Random;
}

const REST: LineToken = { kind: 'rest' };
const DEFAULT_GLIDE_MS = 80;

/** Lowest pitch of a class that is not below `lowMidi`. */
const placeAbove = (lowMidi: number, pitchClass: number): number =>
  lowMidi + ((((pitchClass - lowMidi) % 12) + 12) % 12);

/** The whole song as steps of one part; where it is silent, rests. */
function stepsOfPart(
  band: BandStyle,
  bars: readonly BandBar[],
  name: string,
  key: Key,
  time: BandTime,
): LineStep[] {
  const steps = stepsPerBar(band.grid);
  const stem = stemOf(name);
  const keeps = isNamed(new Set(band.dropKeeps), name, stem);
  return bars.flatMap((bar) => {
    const lines = bar.play.lines[name];
    const line = lines && band.parts[name]!.lines[lines[bar.phrase % lines.length]!];
    const tokens = line ? lineSteps(line[bar.local % line.length]!) : [];
    const chords = band.chords[bar.play.chords]!;
    return Array.from({ length: steps }, (_, step) => {
      const beat = beatOfStep(step, steps, time.swing);
      const isSilent = isNamed(bar.without, name, stem) || (!keeps && isDropped(time.drops, bar.bar, beat));
      const token = isSilent ? REST : (parseToken(tokens[step] ?? '-') ?? REST);
      const chord = chords[Math.floor((bar.local + step / steps) / band.barsPerChord) % chords.length]!;
      return { beat: bar.bar * BEATS_PER_BAR + beat, token, chord: parseChord(chord, key.mode) };
    });
  });
}

const stemOf = (name: string): BandStem => (name === 'bass' ? 'bass' : 'keys');

/** Pitches that a note token stands for. */
function pitchesOf(
  token: NoteToken,
  chord: Chord,
  part: BandPart,
  key: Key,
  before: readonly number[],
): number[] {
  if (token.degree === 'chord') return voiceChord(chord, key.tonic, part.lowMidi, before);
  if (part.relativeTo === 'key') {
    const tonic = placeAbove(part.lowMidi, key.tonic);
    return [tonic + degreeSemitones(token.degree, key.mode) + token.shift];
  }
  const root = placeAbove(part.lowMidi, (key.tonic + chord.root) % 12);
  return [root + overChord(chord, token.degree, key.mode) - chord.root + token.shift];
}

/** Turns a note that has ended into events. */
function soundOut(
  note: Sounding,
  endBeat: number,
  context: {
    name: string;
    part: BandPart;
    pan: number;
    lagMs: number;
    humaniseMs: number;
    time: BandTime;
  },
): BandEvent[] {
  const { clock } = context.time;
  const start = clock(note.startBeat);
  const seconds = (context.part.glideMs ?? DEFAULT_GLIDE_MS) / 1000;
  const velocity = Math.min(1, note.token.velocity + 0.04 * (2 * note.dice() - 1));
  // whole milliseconds: equal notes stay equal, so that each is made once
  const whole = (beat: number): number => Math.round(1000 * (clock(beat) - start)) / 1000;
  const glides = note.slides.map(({ beat, midi }) => ({ toMidi: midi, atSeconds: whole(beat), seconds }));
  const late = (context.lagMs + (2 * note.dice() - 1) * context.humaniseMs) / 1000; // one hand: a chord stays one
  return note.pitches.map((midi) => ({
    stem: stemOf(context.name),
    instrument: context.name,
    startSeconds: Math.max(0, start + late),
    velocity,
    pan: context.pan,
    midi,
    durationSeconds: Math.max(0.03, whole(endBeat)),
    ...(glides.length > 0 ? { glides } : {}),
  }));
}

/** Plays one part through the whole song, in order of time. */
function playPart(
  band: BandStyle,
  bars: readonly BandBar[],
  name: string,
  key: Key,
  time: BandTime,
): BandEvent[] {
  const part = band.parts[name]!;
  const sound = name === 'bass' ? band.kit.bass : band.kit.keys[name];
  if (!sound) return [];
  const seed = deriveSeed(time.seed, `parts/${name}`);
  const { pan = 0, lagMs = 0 } = sound;
  const context = { name, part, pan, lagMs, humaniseMs: band.humaniseMs, time };
  const events: BandEvent[] = [];
  let sounding: Sounding | undefined;
  let hand: readonly number[] = [];
  const end = (beat: number): void => {
    if (sounding) events.push(...soundOut(sounding, beat, context));
    sounding = undefined;
  };
  for (const { beat, token, chord } of stepsOfPart(band, bars, name, key, time)) {
    if (token.kind === 'hold') continue;
    const dice = createRandom(deriveSeed(seed, `${beat}`));
    const isPlayed = token.kind === 'note' && dice() < token.chance;
    if (token.kind === 'note' && token.glide && sounding && isPlayed) {
      sounding.slides.push({ beat, midi: pitchesOf(token, chord, part, key, [])[0]! });
      continue;
    }
    end(beat);
    if (token.kind !== 'note' || !isPlayed) continue;
    const pitches = pitchesOf(token, chord, part, key, hand);
    if (token.degree === 'chord') hand = pitches;
    sounding = { token, startBeat: beat, pitches, slides: [], dice };
  }
  const last = bars.at(-1);
  if (last) end((last.bar + 1) * BEATS_PER_BAR);
  return events;
}

/** Bass, harmony and melody of a song; each part in order of time. */
export const arrangeLines = (
  band: BandStyle,
  bars: readonly BandBar[],
  key: Key,
  time: BandTime,
): BandEvent[] => Object.keys(band.parts).flatMap((name) => playPart(band, bars, name, key, time));
