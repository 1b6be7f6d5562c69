import { createGapScanner, createInterSampleKernel, SCAN_MARGIN } from './inter-sample.js';
import { createLimiterGain } from './limiter-gain.js';
import type { BlockProcessor, BlockSource, Pcm } from './types.js';
import { dbToGain } from './units.js';

/** See {@link createLimiter}. */
export interface LimiterOptions {
  /** Samples per second, > 0. */
  readonly sampleRate: number;
  /** Channels that `process` will get, >= 1; all get the same gain, so that the image stays put. */
  readonly channelCount: number;
  /** Highest true peak of the output, dBTP. @default -1 */
  readonly ceilingDbtp?: number | undefined;
  /** Time for nine tenths of the way back after a peak, seconds > 0; 0.06 to 0.12 suit music. @default 0.1 */
  readonly releaseSeconds?: number | undefined;
}

/** A limiter whose output comes `latencyLength` samples after its input. */
export interface Limiter extends BlockProcessor {
  readonly latencyLength: number;
}

/** Samples handled at a time inside; the output does not depend on the blocks that come in. */
const CHUNK = 256;
/** How long before a peak the gain begins to fall. */
const LOOK_AHEAD_SECONDS = 0.0015;
/** Room for what the interpolation cannot see: 0.02 dB. */
const MARGIN = dbToGain(-0.02);

/** One pass over a chunk: finds peaks above the ceiling and turns them down. */
interface Stage {
  readonly latencyLength: number;
  /**
   * Replaces each channel of the chunk by the limited sound of `latencyLength` samples before.
   *
   * @param isSafe whether this chunk and the one before are known to hold no peak above the ceiling
   * @returns whether the chunk that comes out has passed bit for bit
   */
  run(chunk: readonly Float64Array[], isSafe: boolean): boolean;
}

function createStage(options: LimiterOptions, ceiling: number): Stage {
  const { sampleRate, channelCount, releaseSeconds = 0.1 } = options;
  const kernel = createInterSampleKernel(sampleRate < 96_000 ? 4 : 2);
  const gain = createLimiterGain({
    length: CHUNK,
    lookAheadLength: Math.max(2, Math.round(LOOK_AHEAD_SECONDS * sampleRate)),
    releaseLength: releaseSeconds * sampleRate,
    ceiling,
  });
  // the gain for a sample is known when the look-ahead after it has been scanned, and a scan lags by its margin
  const latencyLength = SCAN_MARGIN + gain.latencyLength;
  const scanner = createGapScanner(kernel, CHUNK, true);
  const scanLength = CHUNK + 2 * SCAN_MARGIN;
  const lines = Array.from({ length: channelCount }, () => new Float64Array(scanLength));
  const delays = Array.from({ length: channelCount }, () => new Float64Array(latencyLength + CHUNK));
  const peaks = new Float64Array(CHUNK);
  return {
    latencyLength,
    run(chunk, isSafe) {
      if (!isSafe) peaks.fill(0);
      let highest = 0;
      for (let c = 0; c < channelCount; c++) {
        const line = lines[c]!;
        line.copyWithin(0, CHUNK);
        line.set(chunk[c]!, 2 * SCAN_MARGIN);
        if (!isSafe) highest = Math.max(highest, scanner.scan(line, ceiling, peaks));
        delays[c]!.copyWithin(0, CHUNK);
        delays[c]!.set(chunk[c]!, latencyLength);
      }
      const gains = gain.next(highest > ceiling ? peaks : undefined);
      for (let c = 0; c < channelCount; c++) scale(delays[c]!, gains, chunk[c]!);
      return gains === undefined;
    },
  };
}

/** out = samples · gains; `gains` undefined is a gain of exactly 1. */
function scale(samples: Float64Array, gains: Float64Array | undefined, out: Float64Array): void {
  if (gains === undefined) {
    out.set(samples.subarray(0, CHUNK));
    return;
  }
  for (let n = 0; n < CHUNK; n++) out[n] = samples[n]! * gains[n]!;
}

/**
 * True-peak limiter: looks 1.5 ms ahead, falls and rises without a corner, and lets no peak through, not even
 * between the samples. What never reaches the ceiling passes bit for bit. It runs twice, as turning down one sample
 * by more than the next moves the curve between them a little; the second pass catches that.
 *
 * @throws {RangeError} if sampleRate, channelCount or releaseSeconds is not positive or ceilingDbtp is not finite
 */
export function createLimiter(options: LimiterOptions): Limiter {
  const { sampleRate, channelCount, ceilingDbtp = -1, releaseSeconds = 0.1 } = options;
  if (!(sampleRate > 0 && channelCount >= 1 && releaseSeconds > 0 && Number.isFinite(ceilingDbtp))) {
    throw new RangeError(
      `cannot limit ${channelCount} channels at ${sampleRate} Hz to ${ceilingDbtp} dBTP, release ${releaseSeconds} s`,
    );
  }
  const ceiling = dbToGain(ceilingDbtp) * MARGIN;
  const [first, second] = [createStage(options, ceiling), createStage(options, ceiling)];
  const chunk = Array.from({ length: channelCount }, () => new Float64Array(CHUNK));
  let filled = 0;
  let wasPassed = true;
  return {
    latencyLength: first.latencyLength + second.latencyLength + CHUNK,
    process(channels) {
      const length = channels[0]!.length;
      for (let n = 0; n < length; ) {
        const end = Math.min(length, n + CHUNK - filled);
        for (let c = 0; c < channelCount; c++) exchange(channels[c]!, n, end, chunk[c]!, filled);
        filled += end - n;
        n = end;
        if (filled < CHUNK) continue;
        filled = 0;
        const isPassed = first.run(chunk, false);
        second.run(chunk, isPassed && wasPassed); // what the first left alone needs no second look
        wasPassed = isPassed;
      }
    },
  };
}

/** Puts samples into the chunk and takes out those that stood there: the finished ones of the chunk before. */
function exchange(samples: Float32Array, from: number, to: number, chunk: Float64Array, start: number): void {
  const offset = start - from;
  for (let n = from; n < to; n++) {
    const input = samples[n]!;
    samples[n] = chunk[offset + n]!;
    chunk[offset + n] = input;
  }
}

/**
 * Meters that resample mirror a sound at its ends, so one that begins or ends at full level has peaks there that no
 * silence around it would show. The limiter sees the same mirror.
 */
const MIRROR_LENGTH = 2 * SCAN_MARGIN;

/**
 * The source limited, without delay: it is read ahead by the limiter's latency. It should end in silence or a fade.
 *
 * @param options as {@link createLimiter}; the channel count is the source's
 */
export function limitSource(source: BlockSource, options: Omit<LimiterOptions, 'channelCount'>): BlockSource {
  const { channelCount } = source;
  const limiter = createLimiter({ ...options, channelCount });
  let isAhead = false;
  return {
    channelCount,
    read(out) {
      if (!isAhead) {
        const lead = Array.from({ length: channelCount }, () => new Float32Array(limiter.latencyLength));
        source.read(lead);
        limiter.process(lead.map((samples) => samples.slice(1, MIRROR_LENGTH + 1).reverse()));
        limiter.process(lead);
        isAhead = true;
      }
      source.read(out);
      limiter.process(out);
    },
  };
}

/** A whole sound limited, of the same length and not shifted. See {@link createLimiter}. */
export function limit(
  { sampleRate, channels }: Pcm,
  options: Pick<LimiterOptions, 'ceilingDbtp' | 'releaseSeconds'> = {},
): Pcm {
  const limiter = createLimiter({ ...options, sampleRate, channelCount: channels.length });
  const start = MIRROR_LENGTH + limiter.latencyLength;
  const lines = channels.map((samples) => {
    const line = new Float32Array(samples.length + MIRROR_LENGTH + start);
    line.set(samples, MIRROR_LENGTH);
    for (let n = 1; n <= MIRROR_LENGTH; n++) {
      line[MIRROR_LENGTH - n] = samples[n] ?? 0;
      line[MIRROR_LENGTH + samples.length - 1 + n] = samples[samples.length - 1 - n] ?? 0;
    }
    return line;
  });
  limiter.process(lines);
  return { sampleRate, channels: lines.map((line, c) => line.slice(start, start + channels[c]!.length)) };
}
