import { createRandom, deriveSeed } from '../../dsp/random.js';
import type { Random } from '../../dsp/types.js';
import type { BandStyle } from './band-style.js';
import { BEATS_PER_BAR, type BeatClock, beatOfStep } from './beat-clock.js';
import type { BandEvent } from './event.js';
import { type BandBar, type Drop, isDropped, isNamed } from './song-map.js';
import { parseBar, type Stroke, stepsPerBar } from './steps.js';

/** What every part of the band plays to. */
export interface BandTime {
  readonly clock: BeatClock;
  /** Place of the second sixteenth in its eighth. */
  readonly swing: number;
  readonly drops: readonly Drop[];
  readonly seed: number;
}

type Fill = BandStyle['fills']['small'][number];

/** The fill of a bar: big at the end of eight bars and of a section, small at the end of four, else none. */
function fillOf(band: BandStyle, { play, local, last }: BandBar, dice: Random): Fill | undefined {
  const roll = dice(); // thrown in every bar, so that one fill more does not change the rest of the song
  if (!play.fills) return undefined;
  const fills = last || local % 8 === 7 ? band.fills.big : local % 4 === 3 ? band.fills.small : [];
  return fills[Math.floor(roll * fills.length)];
}

/** Strokes of one voice in one bar. */
function strokesOf(band: BandStyle, bar: BandBar, voice: string, fill: Fill | undefined): Stroke[] {
  const { grooves } = bar.play;
  const bars = band.grooves[grooves[bar.phrase % grooves.length]!]?.[voice];
  const groove = bars?.[bar.local % bars.length];
  const text = fill?.[voice] ?? groove;
  return text === undefined ? [] : parseBar(text, groove);
}

/** Whether a drum is heard at a beat of a bar. */
function isHeard(
  band: BandStyle,
  bar: BandBar,
  voice: string,
  beat: number,
  drops: readonly Drop[],
): boolean {
  if (isNamed(bar.without, voice, 'drums')) return false;
  return !isDropped(drops, bar.bar, beat) || isNamed(new Set(band.dropKeeps), voice, 'drums');
}

/** Plays one voice through the whole song. */
function playVoice(
  band: BandStyle,
  bars: readonly BandBar[],
  fills: readonly (Fill | undefined)[],
  voice: string,
  time: BandTime,
): BandEvent[] {
  const sound = band.kit.drums[voice]!;
  const seed = deriveSeed(time.seed, `drums/${voice}`);
  const steps = stepsPerBar(band.grid);
  const events: BandEvent[] = [];
  for (const [index, bar] of bars.entries()) {
    const dice = createRandom(deriveSeed(seed, `${bar.bar}`)); // a fill in one bar leaves the next as it was
    for (const { step, velocity, chance, roll, span } of strokesOf(band, bar, voice, fills[index])) {
      const played = dice() < chance;
      const from = beatOfStep(step, steps, time.swing);
      const length = beatOfStep(step + span, steps, time.swing) - from;
      for (let part = 0; part < roll; part++) {
        const loose = 2 * dice() - 1;
        const strength = velocity * (1 - 0.22 * (1 - (part + 1) / roll)) + 0.04 * (2 * dice() - 1);
        const beat = from + (length * part) / roll;
        if (!played || !isHeard(band, bar, voice, beat, time.drops)) continue;
        const grid = time.clock(bar.bar * BEATS_PER_BAR + beat);
        const late = ((sound.lagMs ?? 0) + loose * band.humaniseMs) / 1000;
        events.push(stroke(voice, grid + late, Math.min(1, strength), sound.pan ?? 0));
      }
    }
  }
  return events;
}

const stroke = (instrument: string, startSeconds: number, velocity: number, pan: number): BandEvent => ({
  stem: 'drums',
  instrument,
  startSeconds: Math.max(0, startSeconds),
  velocity: Math.max(0.05, velocity),
  pan,
});

/** What begins a section and what leads up to it. */
function playChanges(band: BandStyle, bars: readonly BandBar[], { clock, drops }: BandTime): BandEvent[] {
  return bars.flatMap(({ bar, local, play }) => {
    if (local > 0) return [];
    const events: BandEvent[] = [];
    const beat = bar * BEATS_PER_BAR;
    for (const voice of isDropped(drops, bar, 0) ? [] : play.enter) {
      events.push(stroke(voice, clock(beat), 1, band.kit.drums[voice]!.pan ?? 0));
    }
    if (play.leadIn && beat >= play.leadIn.beats) {
      const startSeconds = clock(beat - play.leadIn.beats);
      const { voice } = play.leadIn;
      const sweep = stroke(voice, startSeconds, 1, band.kit.drums[voice]!.pan ?? 0);
      events.push({ ...sweep, durationSeconds: clock(beat) - startSeconds });
    }
    return events;
  });
}

/** Ends the ringing of voices that another one stops, and of a voice that is struck again. */
function choke(band: BandStyle, events: readonly BandEvent[]): BandEvent[] {
  const { drums } = band.kit;
  const next = new Map<string, number>(); // the earliest later stroke that stops a voice
  const ended: BandEvent[] = [];
  for (const event of events.toReversed()) {
    const stop = next.get(event.instrument);
    const isFree = stop === undefined || event.durationSeconds !== undefined;
    ended.push(isFree ? event : { ...event, durationSeconds: Math.max(0.01, stop - event.startSeconds) });
    for (const other of drums[event.instrument]?.chokes ?? []) next.set(other, event.startSeconds);
  }
  return ended.reverse();
}

/** Events of a stem in the order in which they are mixed. */
export const inOrder = (events: readonly BandEvent[]): BandEvent[] =>
  events.toSorted(
    (a, b) =>
      a.startSeconds - b.startSeconds ||
      (a.instrument < b.instrument ? -1 : a.instrument > b.instrument ? 1 : 0) ||
      (a.midi ?? 0) - (b.midi ?? 0),
  );

/** All drums of a song, in order of time. */
export function arrangeDrums(band: BandStyle, bars: readonly BandBar[], time: BandTime): BandEvent[] {
  const dice = createRandom(deriveSeed(time.seed, 'drums/fills'));
  const fills = bars.map((bar) => fillOf(band, bar, dice));
  const voices = Object.keys(band.kit.drums);
  const strokes = voices.flatMap((voice) => playVoice(band, bars, fills, voice, time));
  return choke(band, inOrder([...strokes, ...playChanges(band, bars, time)]));
}
