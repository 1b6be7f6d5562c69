/** What is heard of one syllable. */
export interface Prominence {
  readonly levelDb: number;
  readonly vowelSeconds: number;
  /** null where unvoiced. */
  readonly f0Hz: number | null;
}

/**
 * How strongly each syllable of a phrase stands out: louder, longer and further from the phrase's pitch than the
 * others.
 *
 * @param syllables of one phrase
 * @returns shape [syllables], 0 (weak) to 1 (strong), about 0.5 on average
 */
export function stressOf(syllables: readonly Prominence[]): number[] {
  const pitches = syllables.flatMap(({ f0Hz }) => (f0Hz ? [Math.log2(f0Hz)] : [])).sort((a, b) => a - b);
  const middle = pitches[pitches.length >> 1] ?? 0;
  const level = zScores(syllables.map((s) => s.levelDb));
  const length = zScores(syllables.map((s) => Math.log(Math.max(0.02, s.vowelSeconds))));
  const excursion = zScores(syllables.map((s) => (s.f0Hz ? Math.abs(Math.log2(s.f0Hz) - middle) : 0)));
  return syllables.map(
    (_, i) => 1 / (1 + Math.exp(-(0.8 * level[i]! + 0.6 * length[i]! + 0.6 * excursion[i]!))),
  );
}

function zScores(values: readonly number[]): number[] {
  const mean = values.reduce((sum, x) => sum + x, 0) / values.length;
  const spread = Math.sqrt(values.reduce((sum, x) => sum + (x - mean) ** 2, 0) / values.length);
  return values.map((x) => (spread > 1e-9 ? (x - mean) / spread : 0));
}
