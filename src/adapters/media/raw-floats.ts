import { endianness } from 'node:os';

/** Raw floats in the byte order of this machine, so that they need no turning. */
export const RAW_FLOATS = endianness() === 'LE' ? 'f32le' : 'f32be';
/** Share of samples that may be mended; beyond it a file is not worth hearing. */
export const MAX_REPAIRED = 0.01;

const BYTES = Float32Array.BYTES_PER_ELEMENT;

/**
 * Cuts bytes into whole samples; the rest of one chunk begins the next block.
 *
 * @param stride bytes of one sample of all channels
 */
export function createBlockReader(stride: number): (chunk: Buffer) => Float32Array | undefined {
  let rest: Buffer | undefined;
  return (chunk) => {
    let bytes = rest === undefined ? chunk : Buffer.concat([rest, chunk]);
    const whole = bytes.length - (bytes.length % stride);
    rest = whole === bytes.length ? undefined : bytes.subarray(whole);
    if (whole === 0) return undefined;
    // A typed view has to start at a multiple of its value size, where pooled memory need not.
    if (bytes.byteOffset % BYTES !== 0) bytes = Buffer.from(new Uint8Array(bytes.subarray(0, whole)).buffer);
    return new Float32Array(bytes.buffer, bytes.byteOffset, whole / BYTES);
  };
}

/** Far beyond any sound, 120 dB above full scale: what is louder are bytes that never were a sample. */
const LARGEST = 1e6;

/** Sets what is no number, or beyond ±{@link LARGEST}, to 0 and counts it. */
export function repair(block: Float32Array): number {
  let count = 0;
  for (let n = 0; n < block.length; n++) {
    if (Math.abs(block[n]!) <= LARGEST) continue; // not so for NaN
    block[n] = 0;
    count++;
  }
  return count;
}
