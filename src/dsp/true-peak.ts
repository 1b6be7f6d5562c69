import { createGapScanner, createInterSampleKernel, SCAN_MARGIN } from './inter-sample.js';
import type { Pcm } from './types.js';
import { gainToDb } from './units.js';

/** Measures the true peak while sound passes; it changes nothing. */
export interface TruePeakMeter {
  /** Takes the next samples of every channel. */
  process(channels: readonly Float32Array[]): void;
  /** Highest peak so far over all channels, dBTP; −Infinity for silence. */
  result(): number;
}

/** See {@link createTruePeakMeter}. */
export interface TruePeakMeterOptions {
  /** Samples per second, > 0. */
  readonly sampleRate: number;
  /** Channels that `process` will get, >= 1. */
  readonly channelCount: number;
  /**
   * Points per sample: 2, 4 or 8. Eight verify a result to 0.04 dB below 15 kHz.
   * @default 4, as the standard asks; 2 from 96 kHz on
   */
  readonly oversampling?: number | undefined;
}

/** Gaps per scan; the buffer stays in the fastest cache. */
const SCAN_LENGTH = 512;

/** Collects one channel in a line with context on both sides and scans it whenever it is full. */
function createChannelScan(oversampling: number): {
  push(samples: Float32Array): void;
  /** Peak so far, with silence after the last sample. */
  peak(): number;
} {
  const scanner = createGapScanner(createInterSampleKernel(oversampling), SCAN_LENGTH, false);
  const line = new Float64Array(SCAN_LENGTH + 2 * SCAN_MARGIN);
  const peaks = new Float64Array(SCAN_LENGTH);
  // the first sample stands behind a margin, so that the curve before it is seen too
  let [filled, highest] = [2 * SCAN_MARGIN, 0];
  return {
    push(samples) {
      for (let n = 0; n < samples.length; ) {
        const end = Math.min(samples.length, n + line.length - filled);
        const offset = filled - n;
        for (let k = n; k < end; k++) line[offset + k] = samples[k]!;
        filled += end - n;
        n = end;
        if (filled < line.length) continue;
        highest = Math.max(highest, scanner.scan(line, highest, peaks));
        line.copyWithin(0, SCAN_LENGTH);
        filled = 2 * SCAN_MARGIN;
      }
    },
    peak() {
      const rest = new Float64Array(line.length);
      rest.set(line.subarray(0, filled));
      const top = Math.max(highest, scanner.scan(rest, highest, peaks));
      if (filled <= SCAN_LENGTH + SCAN_MARGIN) return top;
      // the last gaps lie in the margin of that scan
      rest.copyWithin(0, SCAN_LENGTH).fill(0, 2 * SCAN_MARGIN);
      return Math.max(top, scanner.scan(rest, top, peaks));
    },
  };
}

/**
 * A true-peak meter: the sound is interpolated between its samples and the highest magnitude kept, in all places
 * where it can exceed the highest so far.
 *
 * @throws {RangeError} if sampleRate or channelCount is not positive or oversampling is none of 2, 4, 8
 * @see ITU-R BS.1770-4, Annex 2; ours has 32 taps for each phase instead of 12
 */
export function createTruePeakMeter(options: TruePeakMeterOptions): TruePeakMeter {
  const { sampleRate, channelCount } = options;
  if (!(sampleRate > 0 && channelCount >= 1)) {
    throw new RangeError(`${channelCount} channels at ${sampleRate} Hz`);
  }
  const { oversampling = sampleRate < 96_000 ? 4 : 2 } = options;
  const scans = Array.from({ length: channelCount }, () => createChannelScan(oversampling));
  return {
    process(channels) {
      for (let c = 0; c < channelCount; c++) scans[c]!.push(channels[c]!);
    },
    result: () => gainToDb(scans.reduce((top, scan) => Math.max(top, scan.peak()), 0)),
  };
}

/** True peak of a whole sound in memory, dBTP. See {@link createTruePeakMeter}. */
export function measureTruePeak(pcm: Pcm, oversampling?: number): number {
  const { sampleRate, channels } = pcm;
  const meter = createTruePeakMeter({ sampleRate, channelCount: channels.length, oversampling });
  meter.process(channels);
  return meter.result();
}
