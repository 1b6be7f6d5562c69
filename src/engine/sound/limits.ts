/** Output length over input length, at any place. */
export const RATIOS = { min: 0.25, max: 4 } as const;

/** Furthest a pitch is shifted: two octaves. */
export const MOST_SEMITONES = 24;

/** The engines by name, and `auto`, which listens first. */
export const ENGINE_CHOICES = ['auto', 'voice', 'music'] as const;
/** One of {@link ENGINE_CHOICES}. */
export type EngineChoice = (typeof ENGINE_CHOICES)[number];
