import type { Key, Section } from '../rap/plan.js';
import type { Style } from '../rap/style.js';
import { arrangeDrums, inOrder } from './arrange-drums.js';
import { arrangeLines } from './arrange-lines.js';
import { BEATS_PER_BAR, followingClock, steadyClock } from './beat-clock.js';
import type { BandEvent } from './event.js';
import { relativeKey } from './key.js';
import { type Drop, mapSong } from './song-map.js';

/** The song that a band is to play. */
export interface ArrangeOptions {
  /** Parts of the song, in order of time. */
  readonly sections: readonly Section[];
  readonly tempoBpm: number;
  /** Seconds of beat 0 of bar 0. */
  readonly gridStart: number;
  /** Where its mode is not the style's, its relative is played: the same notes. */
  readonly key: Key;
  readonly seed: number;
  /** Moments in which the drums stop. @default none */
  readonly drops?: readonly Drop[] | undefined;
  /** Song times of every beat, seconds, rising; in place of tempo and start where given. */
  readonly beatTimes?: readonly number[] | undefined;
}

/** Noise of the record goes on this long behind the last bar: longer than any echo, so that it never stops alone. */
const TEXTURE_TAIL_SECONDS = 8;

/**
 * Lays a style's music out over a song.
 *
 * Strokes lie on the grid exactly, moved only by the style's swing (`flow.swing`, sixteenths), the constant lag of
 * a voice and a seeded deviation of at most `humaniseMs` (<= 3 ms). The same options give the same events.
 *
 * @returns events of all stems, in order of time; none where the style has no band or the song no bars
 */
export function arrange(style: Style, options: ArrangeOptions): BandEvent[] {
  const { band } = style;
  if (!band) return [];
  const { sections, tempoBpm, gridStart, key, seed, drops = [], beatTimes } = options;
  const clock = beatTimes ? followingClock(beatTimes) : steadyClock(tempoBpm, gridStart);
  const bars = mapSong(band, sections);
  const lastBar = bars.at(-1);
  if (!lastBar) return [];
  const time = { clock, swing: style.flow.swing, drops, seed };
  const events = [
    ...arrangeDrums(band, bars, time),
    ...arrangeLines(band, bars, relativeKey(key, band.mode), time),
  ];
  if (band.kit.texture) {
    const durationSeconds = clock((lastBar.bar + 1) * BEATS_PER_BAR) + TEXTURE_TAIL_SECONDS;
    events.push({
      stem: 'keys',
      instrument: 'texture',
      startSeconds: 0,
      velocity: 1,
      pan: 0,
      durationSeconds,
    });
  }
  return inOrder(events);
}
