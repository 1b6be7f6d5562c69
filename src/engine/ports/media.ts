import type { CallOptions } from './call-options.js';

/** What a decoder found before reading samples. */
export interface MediaInfo {
  /** Container as the decoder names it, e.g. `wav` or `mov,mp4,m4a`. */
  readonly format: string;
  /** null where the container does not say. */
  readonly durationSeconds: number | null;
  readonly audioTracks: readonly AudioTrack[];
  readonly hasVideo: boolean;
  /** Title, artist, … as far as they could be read. */
  readonly tags?: Readonly<Record<string, string>> | undefined;
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
  /** Samples that were no numbers, or beyond ±1e6 as no sound is, and became 0. */
  readonly repairedSamples: number;
  /** Words about what the decoder stepped over (a truncated file, a broken packet, channels that cancel). */
  readonly warnings: readonly string[];
}

/** Sample types of a WAV file. */
export const WAV_SAMPLES = ['u8', 'int16', 'int24', 'int32', 'float32'] as const;
/** One of {@link WAV_SAMPLES}. */
export type WavSample = (typeof WAV_SAMPLES)[number];

/**
 * Turns 16-bit samples of one channel into floats, to the same values as a decoder by itself: see `dsp/floats16.ts`.
 * False where it does not do it.
 */
export type Floats16 = (values: Int16Array, out: Float32Array) => boolean;

/** How to read a file block by block. */
export interface OpenOptions extends CallOptions {
  /** Stops with `media/too-long` where the sound goes on past this. */
  readonly limitSeconds: number;
  /** Whether to hash the file by the way, so that nobody has to read it again for that. @default false */
  readonly isIdentified?: boolean | undefined;
}

/** A file that is being read block by block, at its own rate and with its own channels: nothing is mixed or resampled. */
export interface SoundStream {
  readonly sampleRate: number;
  readonly channelCount: number;
  /** Samples per channel that will come; null where only the end tells. */
  readonly length: number | null;
  /** About how long it is, for progress; null where nothing says so. */
  readonly durationSeconds: number | null;
  /** The sample type of a WAV file that loses nothing of this one, or the one nearest to that. */
  readonly wavSample: WavSample;
  /** Title, artist, … as far as they could be read. */
  readonly tags: Readonly<Record<string, string>>;
  /**
   * The sound, shape [channelCount][any length > 0], finite. A block is good until the next one is asked for. Reads no
   * faster than it is asked. Each call begins at the start again, once the walk before it is over, at its end or by a
   * break.
   * @throws {RapgoError} `media/too-long`, `media/not-media`
   * @throws the signal's reason when aborted
   */
  blocks(): AsyncIterable<readonly Float32Array[]>;
  /**
   * Tells what there was to see on the last walk, which has come to the end.
   * @throws {RapgoError} `media/no-audio` where there was not one sample, `media/bad-samples` where more than 1 % of the
   *   samples were as {@link DecodedMedia.repairedSamples} says
   */
  finish(): Promise<StreamSummary>;
  /** Lets go of the file, wherever reading stands. Safe twice. */
  close(): Promise<void>;
}

/** What a stream had in it. */
export interface StreamSummary extends Pick<DecodedMedia, 'repairedSamples' | 'warnings'> {
  /** Hash of the file; null unless it was asked for. */
  readonly sha256: string | null;
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
   *   samples are as {@link DecodedMedia.repairedSamples} says
   * @throws the signal's reason when aborted
   */
  decode(file: string, options: DecodeOptions): Promise<DecodedMedia>;
  /**
   * Opens the first audio track to be read block by block in constant memory, a damaged file as far as it goes.
   * @throws {RapgoError} as {@link probe}
   */
  open(file: string, options: OpenOptions): Promise<SoundStream>;
}

/** Formats we write, by file ending. */
export const OUTPUT_FORMATS = ['mp3', 'wav', 'flac', 'opus', 'm4a'] as const;
/** One of {@link OUTPUT_FORMATS}. */
export type OutputFormat = (typeof OUTPUT_FORMATS)[number];

/**
 * Rounds one channel to 16 bits with dither, faster than an encoder does it by itself and to the same values: see
 * `dsp/dither16.ts`. Null where it does not do it.
 */
export type Dither16 = (
  channel: Float32Array,
  out: Int16Array,
  from: number,
  stride: number,
  state: number,
) => number | null;

/** How to write a file. */
export interface EncodeOptions extends CallOptions {
  readonly format: OutputFormat;
  readonly sampleRate: number;
  readonly channelCount: number;
  /** Sample type of `wav`: 16-bit with TPDF dither is for listening, `float32` for stems. */
  readonly wavSample: WavSample;
  /** Samples per channel that will come, where that is known: then a WAV file need not be touched again at its end. */
  readonly length?: number | undefined;
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
  /** Size and hash of the file, where they are known without reading it again. */
  readonly identity?: { readonly bytes: number; readonly sha256: string } | undefined;
}

/** Takes bytes one after the other: a pipe, a socket. */
export interface ByteSink {
  /** Takes the next bytes, which may change once it resolves; waits while the reader is behind. */
  write(bytes: Uint8Array): Promise<void>;
}

/** Writes sound files. `file` is the very path written: atomic naming is the caller's business. */
export interface MediaEncoder {
  /**
   * @throws {RapgoError} `output/unwritable`, `output/full`, `tool/missing`, `tool/failed`, here or from the stream
   */
  open(file: string, options: EncodeOptions): Promise<EncodeStream>;
  /**
   * As {@link open}, for a reader who takes the bytes as they are made. WAV alone can be written so; without a known
   * `length` its header leaves the size open, which most programs understand.
   * @throws whatever `sink` throws, from the stream
   */
  openSink(sink: ByteSink, options: EncodeOptions & { readonly format: 'wav' }): Promise<EncodeStream>;
}
