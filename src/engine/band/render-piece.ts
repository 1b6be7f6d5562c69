import { createHash } from 'node:crypto';
import { type Band, type BandOptions, createBand } from './band.js';
import type { BandStem } from './kit.js';
import { createShelfMemory, openShelf, type ShelfMemory } from './sound-shelf.js';

/** All that a band plays and what it plays on. */
export interface BandScore {
  /** Hash of the text: the same hash is the same band. */
  readonly id: string;
  /** JSON in UTF-8; shared, as a long song's is a megabyte and every piece needs it. */
  readonly text: SharedArrayBuffer;
  /** Sounds that some thread has made. */
  readonly shelf: ShelfMemory;
}

/** A piece of one stem to be rendered. Survives structured cloning. */
export interface BandPieceJob {
  readonly score: BandScore;
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

/** Samples for all sounds of a song: 64 MB at most. Drums take 5 MB, the long chords of a song most of it. */
const SHELF_SAMPLES = 16_000_000;

/** Writes a band down for other threads. */
export function bandScore(options: BandOptions): BandScore {
  const bytes = new TextEncoder().encode(JSON.stringify(options));
  const text = new SharedArrayBuffer(bytes.length);
  new Uint8Array(text).set(bytes);
  const shelf = createShelfMemory(options.events.length, SHELF_SAMPLES); // no event has more than one sound
  return { id: createHash('sha256').update(bytes).digest('hex'), text, shelf };
}

function bandOf({ text, shelf }: BandScore): Band {
  const json = new TextDecoder().decode(new Uint8Array(text).slice()); // decoders take no shared memory
  return createBand(JSON.parse(json) as BandOptions, openShelf(shelf));
}

/** The band that played last on this thread, as its sounds take longer to make than to play. Changes no result. */
let known: { readonly id: string; readonly band: Band } | undefined;

/** Renders a piece of one stem. The result depends on nothing but the job. */
export function renderBandPiece({ score, stem, from, length }: BandPieceJob): BandPiece {
  if (known?.id !== score.id) known = { id: score.id, band: bandOf(score) };
  const [left, right] = [new Float32Array(length), new Float32Array(length)];
  known.band.render(stem, from, [left, right]);
  return { left, right };
}
