import type { Dither16, Floats16 } from '../../engine/ports/media.js';
import type { CreateSha256 } from '../artifacts/sha256.js';

/** What makes WAV files quicker to read and to write, and leaves every byte as it is. */
export interface WavTools {
  /** Reads 16 bits where it can. */
  readonly quickFloats?: Floats16 | undefined;
  /** Dithers 16 bits where it can. */
  readonly quickDither?: Dither16 | undefined;
  /** @default hashes where it stands */
  readonly createSha256?: CreateSha256 | undefined;
}
