import { secondsToSamples } from '../../dsp/units.js';
import { createDucking, type Ducking } from './ducking.js';
import type { BandEvent } from './event.js';
import { BAND_STEMS, type BandStem, type Kit } from './kit.js';
import { createSampleBank } from './sample-bank.js';
import type { SoundShelf } from './sound-shelf.js';
import { createStemTrack } from './stem-track.js';
import { voicesOf } from './voices.js';

/** What a band plays, on what, at which rate. */
export interface BandOptions {
  /** From `arrange`, in order of time. */
  readonly events: readonly BandEvent[];
  readonly kit: Kit;
  readonly sampleRate: number;
  readonly seed: number;
}

/** An instrumental that can be rendered at any place, in any order, on any thread. */
export interface Band {
  /**
   * Overwrites `out` with the samples of one stem from `fromSample` on. What it writes depends on nothing but its
   * arguments: any division into blocks gives the same bits.
   *
   * @param fromSample sample of the song, >= 0
   * @param out left and right, equally long
   * @throws {RangeError} if `out` has not two channels
   */
  render(stem: BandStem, fromSample: number, out: readonly Float32Array[]): void;
}

/** Samples at which the drum that pushes the others down is struck. */
function duckingStarts({ events, kit, sampleRate }: BandOptions): Float64Array {
  const strokes = events.filter(({ stem, instrument }) => stem === 'drums' && instrument === kit.duck?.by);
  return Float64Array.from(strokes, ({ startSeconds }) => secondsToSamples(startSeconds, sampleRate)).sort();
}

function duckingOf(stem: BandStem, options: BandOptions): Ducking | null {
  const { duck } = options.kit;
  if (!duck || stem === 'drums') return null;
  const depthDb = stem === 'bass' ? duck.bassDb : duck.keysDb;
  return createDucking(duckingStarts(options), { ...duck, depthDb }, options.sampleRate);
}

/**
 * Prepares an instrumental. Sounds are made when a block first needs them and kept in bounded memory.
 *
 * @param shelf where bands of other threads, made of the same options, leave their sounds; changes no result
 * @throws {RangeError} if `sampleRate` is not > 0
 */
export function createBand(options: BandOptions, shelf?: SoundShelf): Band {
  const { events, kit, sampleRate, seed } = options;
  if (!(sampleRate > 0)) throw new RangeError(`sampleRate must be > 0, got ${sampleRate}`);
  const bank = createSampleBank({ shelf });
  const tracks = BAND_STEMS.map((stem) => {
    const own = events.filter((event) => event.stem === stem);
    const voices = voicesOf(own, { kit, sampleRate, seed });
    return createStemTrack(voices, bank, kit.bus[stem], duckingOf(stem, options), sampleRate);
  });
  return {
    render(stem, fromSample, out) {
      const [left, right] = out;
      if (!left || !right) throw new RangeError(`the band is stereo, got ${out.length} channels to fill`);
      tracks[BAND_STEMS.indexOf(stem)]!.render(fromSample, left, right);
    },
  };
}
