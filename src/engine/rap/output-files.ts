/** Where a rap's files go: addresses, null for what nobody wants. */
export interface OutputPlaces {
  readonly output: string;
  readonly planFile: string | null;
  readonly stemsDir: string | null;
  readonly labelsFile: string | null;
  readonly lyricsFile: string | null;
}

/** Names of the stems of a mix: their sum is the premaster. */
export const STEM_NAMES = ['voice', 'doubles', 'drums', 'bass', 'keys', 'beat'] as const;
/** One of {@link STEM_NAMES}. */
export type StemName = (typeof STEM_NAMES)[number];
/** Everything that lands in the folder of stems. */
export type StemFile = StemName | 'dry-voice' | 'premaster';

/** Every address a run may write, so that it can be refused before the work; which stems there are shows later. */
export function outputsOf({ output, planFile, stemsDir, labelsFile, lyricsFile }: OutputPlaces): string[] {
  const stems =
    stemsDir === null ? [] : (['dry-voice', 'premaster'] as const).map((name) => stemUri(stemsDir, name));
  return [output, planFile, ...stems, labelsFile, lyricsFile].filter((uri) => uri !== null);
}

/** Address of one stem in its folder. */
export function stemUri(stemsDir: string, name: StemFile): string {
  return new URL(`${name}.wav`, stemsDir.endsWith('/') ? stemsDir : `${stemsDir}/`).href;
}
