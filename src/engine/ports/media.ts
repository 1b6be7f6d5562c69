import type { CallOptions } from './call-options.js';

/** What a decoder found before reading samples. */
export interface MediaInfo {
  /** Container as the decoder names it, e.g. `wav` or `mov,mp4,m4a`. */
  readonly format: string;
  /** null where the container does not say. */
  readonly durationSeconds: number | null;
  readonly audioTracks: readonly AudioTrack[];
  readonly hasVideo: boolean;
}

/** One audio track of a file. */
export interface AudioTrack {
  readonly codec: string;
  readonly sampleRate: number;
  readonly channelCount: number;
}

/** What to decode to. There is no default rate: nothing is resampled unasked. */
export interface DecodeOptions extends CallOptions {
  readonly sampleRate: number;
  /**
   * Channels after down-mix: 1 or 2. One channel is the mean of left and right, or the louder of the two where
   * they would cancel each other; two channels of a mono source are alike.
   */
  readonly channelCount: 1 | 2;
  /** Stops with `media/too-long` where the sound goes on past this. */
  readonly limitSeconds: number;
  /** Called now and then with the seconds decoded so far. */
  readonly onProgress?: ((decodedSeconds: number) => void) | undefined;
}

/** Decoded sound and what had to be mended to get it. */
export interface DecodedMedia {
  /**
   * Shape [channelCount][length]; finite, but not limited to ±1. A channel may be a view on a larger buffer of its
   * own: hand over the view together with its buffer.
   */
  readonly channels: readonly Float32Array[];
  readonly sampleRate: number;
  /** Samples that were NaN or infinite and became 0. */
  readonly repairedSamples: number;
  /** Words about what the decoder stepped over (a truncated file, a broken packet, channels that cancel). */
  readonly warnings: readonly string[];
}

/** Reads sound out of any audio or video file. */
export interface MediaDecoder {
  /**
   * Looks into `file` without decoding it.
   * @throws {RapgoError} `media/not-found`, `media/unreadable`, `media/not-media`, `media/no-audio`
   */
  probe(file: string, options?: CallOptions): Promise<MediaInfo>;
  /**
   * Decodes the first audio track to float samples, a damaged file as far as it goes.
   * @throws {RapgoError} as {@link probe}, and `media/too-long`, `media/bad-samples` where more than 1 % of the
   *   samples are not numbers
   * @throws the signal's reason when aborted
   */
  decode(file: string, options: DecodeOptions): Promise<DecodedMedia>;
}

/** Formats we write, by file ending. */
export const OUTPUT_FORMATS = ['mp3', 'wav', 'flac', 'opus', 'm4a'] as const;
/** One of {@link OUTPUT_FORMATS}. */
export type OutputFormat = (typeof OUTPUT_FORMATS)[number];

/** How to write a file. */
export interface EncodeOptions extends CallOptions {
  readonly format: OutputFormat;
  readonly sampleRate: number;
  readonly channelCount: number;
  /** Sample type of `wav`: 16-bit with TPDF dither is for listening, `float32` for stems. */
  readonly wavSample: 'int16' | 'int24' | 'float32';
  /** Title, artist, comment, … as plain text. */
  readonly tags: Readonly<Record<string, string>>;
}

/** A file that is being written. */
export interface EncodeStream {
  /** Takes the next block, shape [channelCount][any length]; waits while the encoder is behind. */
  write(channels: readonly Float32Array[]): Promise<void>;
  /** Ends the file; durable once resolved. */
  finish(): Promise<EncodeSummary>;
  /** Gives up; no file is left behind. Safe after any failure, and twice; after {@link finish} it does nothing. */
  discard(): Promise<void>;
}

/** What became of the samples. */
export interface EncodeSummary {
  /** Samples that went beyond ±1 and are cut off in the file or by whoever plays it; 0 for `float32`. */
  readonly clippedSamples: number;
}

/** Writes sound files. `file` is the very path written: atomic naming is the caller's business. */
export interface MediaEncoder {
  /**
   * @throws {RapgoError} `output/unwritable`, `output/full`, `tool/missing`, `tool/failed`, here or from the stream
   */
  open(file: string, options: EncodeOptions): Promise<EncodeStream>;
}
