import type { Clip } from './clips.js';
import type { DeterminismMeasure } from './determinism.js';
import type { TempoMeasure } from './drum-tempo.js';
import type { GridMeasure } from './grid.js';
import type { LoudnessMeasure } from './loudness.js';
import type { OnsetScore } from './onset-score.js';
import type { OrderMeasure, StretchMeasure } from './plan-checks.js';
import type { StemMeasure } from './stems.js';
import type { WordScore } from './understandable.js';

/** Parts of the score; `--only` names some of them. */
export const PARTS = [
  'syllables',
  'grid',
  'stretch',
  'order',
  'loudness',
  'tempo',
  'stems',
  'determinism',
  'words',
  'speed',
] as const;
export type Part = (typeof PARTS)[number];

/** Everything measured of one clip in one style; a part that was not asked for or failed is absent. */
export interface Row {
  readonly clip: string;
  readonly kind: Clip['kind'];
  readonly style: string;
  seconds?: number;
  tempoBpm?: number;
  targetLufs?: number;
  ceilingDbtp?: number;
  syllables?: { readonly truth: number | null; readonly plan: number; readonly analysed: number | null };
  /** Per cent of the P-centres heard in the source that the plan knows of. */
  covered?: number;
  /** P-centres that the plan sees in the source against aligned vowels. */
  vowels?: OnsetScore;
  grid?: GridMeasure;
  stretch?: StretchMeasure;
  order?: OrderMeasure;
  mp3?: LoudnessMeasure;
  wav?: LoudnessMeasure;
  tempo?: TempoMeasure;
  stems?: StemMeasure;
  determinism?: DeterminismMeasure;
  words?: WordScore;
  /** What could not be measured, and why. */
  readonly errors: string[];
}
