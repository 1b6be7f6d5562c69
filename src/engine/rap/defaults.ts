/** How far syllables are pulled to the grid where nobody says: 0 leaves them, 1 puts them exactly on it. */
export const DEFAULT_STRENGTH = 0.9;

/** Integrated loudness of a rap where nobody says; what the large streaming services play at. */
export const DEFAULT_TARGET_LUFS = -14;

/** True peak a rap stays under where nobody says: room for what a lossy encoder adds. */
export const DEFAULT_CEILING_DBTP = -1;

/**
 * Stands in the address of an output for the name of the style, where the style is chosen from the voice and so is
 * not known when the job is asked for.
 */
export const STYLE_PLACEHOLDER = '{style}';
