import { type Band, type BandOptions, createBand } from './band.js';
import type { BandStem } from './kit.js';

/** A piece of one stem to be rendered. Survives structured cloning. */
export interface BandPieceJob {
  /** From {@link bandScore}: the same text is the same band. */
  readonly score: string;
  readonly stem: BandStem;
  /** Sample of the song, >= 0. */
  readonly from: number;
  /** Samples. */
  readonly length: number;
}

/** A rendered piece. */
export interface BandPiece {
  readonly left: Float32Array;
  readonly right: Float32Array;
}

/** All that a band plays and what it plays on, as text: that is handed to another thread and compared quickest. */
export const bandScore = (options: BandOptions): string => JSON.stringify(options);

/** The band that played last on this thread, as its sounds take longer to make than to play. Changes no result. */
let known: { readonly score: string; readonly band: Band } | undefined;

/** Renders a piece of one stem. The result depends on nothing but the job. */
export function renderBandPiece({ score, stem, from, length }: BandPieceJob): BandPiece {
  if (known?.score !== score) known = { score, band: createBand(JSON.parse(score) as BandOptions) };
  const [left, right] = [new Float32Array(length), new Float32Array(length)];
  known.band.render(stem, from, [left, right]);
  return { left, right };
}
