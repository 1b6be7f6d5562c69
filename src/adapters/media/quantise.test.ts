import { describe, expect, it } from 'vitest';
import { dither16 } from '../../dsp/dither16.js';
import { createRandom } from '../../dsp/random.js';
import { createQuantiser } from './quantise.js';

/** Noise with samples on steps in it, silence, and (if `peak` says so) some that are too loud. */
function noise(length: number, peak: number): Float32Array {
  const random = createRandom(length);
  return Float32Array.from({ length }, (_, n) => {
    if (n % 11 === 3) return 0;
    if (n % 7 === 2) return Math.round((random() - 0.5) * 1000) / 0x8000;
    return 2 * peak * (random() - 0.5);
  });
}

describe('createQuantiser()', () => {
  it.each([0.7, 1.2])('writes the same 16 bits with quick dither and without: peaks of %d', (peak) => {
    for (const channelCount of [1, 2, 3]) {
      const [plain, quick] = [createQuantiser('int16', 5), createQuantiser('int16', 5, dither16)];
      for (const length of [1, 2, 7, 8, 9, 100, 4096, 32_768, 40_000]) {
        const channels = Array.from({ length: channelCount }, (_, c) => noise(length + c, peak).subarray(c));
        const [bytes, expected] = [
          new Uint8Array(2 * channelCount * length),
          new Uint8Array(2 * channelCount * length),
        ];
        const clipped = [quick(channels, bytes, 0), plain(channels, expected, 0)];
        expect(clipped[0]).toBe(clipped[1]);
        expect(Buffer.compare(bytes, expected), `${channelCount} × ${length}`).toBe(0);
      }
    }
  });
});
