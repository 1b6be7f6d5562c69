import type { CallOptions } from './call-options.js';

/** Formats a converter writes, by file ending. */
export const CONVERT_FORMATS = ['mp3', 'wav', 'flac', 'opus', 'ogg', 'm4a', 'aac'] as const;
/** One of {@link CONVERT_FORMATS}. */
export type ConvertFormat = (typeof CONVERT_FORMATS)[number];

/** How good a lossy result is to be: a step of the encoder's own scale, or a constant rate. */
export type Quality = { readonly vbr: number } | { readonly kbps: number };

/** How far a result is checked: against its own header, by decoding it, or not at all. */
export const VERIFY_LEVELS = ['quick', 'full', 'off'] as const;
/** One of {@link VERIFY_LEVELS}. */
export type VerifyLevel = (typeof VERIFY_LEVELS)[number];

/** What a media file holds, as far as converting it needs to know. */
export interface MediaContents {
  /** null where the container does not say. */
  readonly durationSeconds: number | null;
  readonly audioTracks: readonly { readonly codec: string; readonly channelCount: number }[];
  readonly chapters: readonly Chapter[];
  readonly hasCover: boolean;
  readonly tags: Readonly<Record<string, string>>;
}

/** A part of a file that has a name. */
export interface Chapter {
  readonly startSeconds: number;
  readonly endSeconds: number;
  /** Empty where it has none. */
  readonly title: string;
}

/** How a file is turned into another. */
export interface Conversion extends CallOptions {
  readonly format: ConvertFormat;
  /** null: the format's own default, or none where it loses nothing. */
  readonly quality: Quality | null;
  /** Samples per second; null keeps the rate, or takes the nearest one that the format knows. */
  readonly sampleRate: number | null;
  /** null keeps them. */
  readonly channelCount: number | null;
  /** Audio track, from 0; null: the one the container marks, else the richest. */
  readonly track: number | null;
  /** The part that is wanted, seconds of the source; null: from its beginning, to its end. */
  readonly startSeconds: number | null;
  readonly endSeconds: number | null;
  /** Static gain, dB. */
  readonly gainDb: number;
  /** Takes packets over as they are where the format holds the source's codec and nothing above asks for a change. */
  readonly copy: boolean;
  /** Tags that replace those of the source. */
  readonly tags: Readonly<Record<string, string>>;
  /** Whether chapters are carried over. */
  readonly chapters: boolean;
  /** A file whose tags, chapters and cover are taken instead of the source's own. */
  readonly tagsFrom: string | null;
  readonly verify: VerifyLevel;
  /** Hears how much of the source is done, 0 to 1, some times a second; silent where its length is unknown. */
  readonly onProgress?: ((fraction: number) => void) | undefined;
}

/** What came of it. */
export interface ConversionSummary {
  /** Samples per channel of the result at its own rate; null where packets were copied. */
  readonly length: number | null;
  readonly sampleRate: number;
  readonly channelCount: number;
  readonly durationSeconds: number;
  /** Codec of the source. */
  readonly codec: string;
  /** Whether packets were taken over as they were. */
  readonly isCopy: boolean;
  /** Words about what was stepped over. */
  readonly warnings: readonly string[];
}

/** What a whole recording is like, for a gain that suits it and an end without silence. */
export interface LoudnessFacts {
  /** ITU-R BS.1770-4; null for silence. */
  readonly integratedLufs: number | null;
  readonly truePeakDbtp: number | null;
  /** Sound from here to there, seconds; equal where all is silent. */
  readonly soundFrom: number;
  readonly soundTo: number;
}

/** Which part of which track is measured, and below which level it is silent. */
export interface Measuring extends CallOptions, Pick<Conversion, 'track' | 'startSeconds' | 'endSeconds'> {
  readonly silenceDb: number;
  readonly onProgress?: Conversion['onProgress'];
}

/**
 * Turns audio and video files into audio files, one run of an outside program for each. Inputs are hostile until shown
 * otherwise: nothing but the file itself is read.
 */
export interface MediaConverter {
  /** @throws {RapgoError} `media/not-found`, `media/unreadable`, `media/not-media`, `media/no-audio`, `tool/…` */
  inspect(file: string, options?: CallOptions): Promise<MediaContents>;
  /** The command line of {@link convert}, for a person; nothing is run but a look at the source where one is needed. */
  explain(file: string, target: string, conversion: Conversion): Promise<readonly string[]>;
  /** @throws {RapgoError} as {@link inspect} */
  measure(file: string, options: Measuring): Promise<LoudnessFacts>;
  /**
   * Writes `target`, a fresh name, and leaves nothing there when it fails.
   * @throws {RapgoError} as {@link inspect}; `media/short` where the source ends before it says, `check/failed` where
   *   the result is not as long as what went into it; `output/unwritable`, `output/full`; `request/unmet` where there
   *   is no such track
   */
  convert(file: string, target: string, conversion: Conversion): Promise<ConversionSummary>;
}
