import type { BandOptions } from '../band/band.js';
import { BAND_STEMS, type BandStem } from '../band/kit.js';
import { type BandPiece, bandScore } from '../band/render-piece.js';
import type { Kernels } from '../kernels.js';
import type { Workers } from '../ports/workers.js';

/** The stems of the band, rendered on workers a little before they are needed and forgotten once they are past. */
export interface BandTrack {
  /** Waits until every stem is rendered up to sample `end` of the song. */
  prepare(end: number): Promise<void>;
  /** Overwrites left and right with a stem from sample `start` on; what lies before an earlier read is gone. */
  read(stem: BandStem, start: number, out: readonly Float32Array[]): void;
}

/** What a band plays, for how long, and where. */
export interface BandTrackInput {
  readonly band: BandOptions;
  readonly lengthSamples: number;
  readonly workers: Workers<Kernels>;
  readonly signal: AbortSignal;
}

const PIECE_SECONDS = 6; // long enough that a worker loses no time between two
const AHEAD_SECONDS = 8; // as far as the voice runs ahead of the mix

interface Piece {
  readonly from: number;
  readonly pending: Promise<void>;
  rendered: BandPiece | undefined;
}

/** Renders nothing before the first call of `prepare`. */
export function createBandTrack({ band, lengthSamples, workers, signal }: BandTrackInput): BandTrack {
  const score = bandScore(band);
  const pieceLength = Math.round(PIECE_SECONDS * band.sampleRate);
  const pieces = new Map<BandStem, Piece[]>(BAND_STEMS.map((stem) => [stem, []]));
  let begun = 0; // samples for which pieces have been asked

  const begin = (stem: BandStem, from: number): Piece => {
    const length = Math.min(pieceLength, lengthSamples - from);
    const run = workers.run('renderBandPiece', { score, stem, from, length }, { signal });
    const piece: Piece = {
      from,
      pending: run.then((rendered) => {
        piece.rendered = rendered;
      }),
      rendered: undefined,
    };
    piece.pending.catch(() => {}); // heard when it is awaited; until then it must not end the process
    return piece;
  };
  return {
    async prepare(end) {
      const wanted = Math.min(lengthSamples, end + AHEAD_SECONDS * band.sampleRate);
      for (; begun < wanted; begun += pieceLength) {
        for (const [stem, list] of pieces) list.push(begin(stem, begun));
      }
      for (const list of pieces.values()) {
        for (const { from, pending } of list) if (from < end) await pending;
      }
    },
    read(stem, start, out) {
      const end = start + out[0]!.length;
      const list = pieces.get(stem)!.filter(({ from }) => from + pieceLength > start);
      pieces.set(stem, list);
      for (const { from, rendered } of list) {
        if (!rendered || from >= end) continue;
        const [first, last] = [Math.max(start, from), Math.min(end, from + rendered.left.length)];
        out[0]!.set(rendered.left.subarray(first - from, last - from), first - start);
        out[1]!.set(rendered.right.subarray(first - from, last - from), first - start);
      }
    },
  };
}
