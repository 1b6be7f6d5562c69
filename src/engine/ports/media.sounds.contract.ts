/** Half-scale sine of `length` samples. */
export const sine = (length: number, hz = 440, sampleRate = 44_100): Float32Array =>
  Float32Array.from({ length }, (_, n) => 0.5 * Math.sin((2 * Math.PI * hz * n) / sampleRate));

/** Root of the mean square. */
export const rmsOf = (samples: Float32Array): number =>
  Math.sqrt(samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length);

/** Largest magnitude. */
export const peakOf = (samples: Float32Array): number =>
  samples.reduce((peak, sample) => Math.max(peak, Math.abs(sample)), 0);

/** Sample types of {@link wavBytes}. */
export type TestWavSample = 'u8' | 'int16' | 'int24' | 'float32';

const BYTES = { u8: 1, int16: 2, int24: 3, float32: 4 } as const;

/** A WAV file in the plainest form there is (44 bytes of header), written apart from the code under test. */
export function wavBytes(channels: readonly Float32Array[], sampleRate: number, kind: TestWavSample): Buffer {
  const bytes = BYTES[kind];
  const stride = bytes * channels.length;
  const dataBytes = stride * channels[0]!.length;
  const out = Buffer.alloc(44 + dataBytes);
  out.write('RIFF\0\0\0\0WAVEfmt ', 'latin1');
  out.writeUInt32LE(36 + dataBytes, 4);
  out.writeUInt32LE(16, 16);
  out.writeUInt16LE(kind === 'float32' ? 3 : 1, 20);
  out.writeUInt16LE(channels.length, 22);
  out.writeUInt32LE(sampleRate, 24);
  out.writeUInt32LE(sampleRate * stride, 28);
  out.writeUInt16LE(stride, 32);
  out.writeUInt16LE(bytes * 8, 34);
  out.write('data', 36, 'latin1');
  out.writeUInt32LE(dataBytes, 40);
  channels.forEach((channel, c) => {
    channel.forEach((sample, n) => {
      writeSample(out, 44 + n * stride + c * bytes, sample, kind);
    });
  });
  return out;
}

function writeSample(out: Buffer, at: number, sample: number, kind: TestWavSample): void {
  if (kind === 'u8') out.writeUInt8(Math.round(sample * 127) + 128, at);
  else if (kind === 'int16') out.writeInt16LE(Math.round(sample * 32_767), at);
  else if (kind === 'int24') out.writeIntLE(Math.round(sample * 8_388_607), at, 3);
  else out.writeFloatLE(sample, at);
}
