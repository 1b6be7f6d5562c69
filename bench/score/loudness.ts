import { mustRun } from './process.js';
import { decodeInterleaved, ffmpegPath } from './sound.js';
import { round } from './statistics.js';

/** What an independent meter says of a finished file. */
export interface LoudnessMeasure {
  readonly lufs: number;
  readonly truePeakDbtp: number;
  /** Samples at or beyond full scale. */
  readonly clipped: number;
}

/** The largest value of 16-bit PCM: at it a sample was most likely cut off. */
const FULL_SCALE = 32767 / 32768;

/** Integrated loudness and true peak by ffmpeg's BS.1770 meter, clipped samples by counting. */
export async function measureLoudness(file: string): Promise<LoudnessMeasure> {
  // The printed summary has one decimal; the values that the filter attaches to each frame have three.
  // `framelog=verbose` keeps the log silent in every ffmpeg; `quiet` exists in newer ones only.
  const filter = 'ebur128=peak=true:framelog=verbose:metadata=1,ametadata=mode=print:file=-';
  const args = ['-v', 'error', '-nostdin', '-i', file, '-vn', '-af', filter, '-f', 'null', '-'];
  const lines = (await mustRun(ffmpegPath(), args)).stdout.toString('utf8').split('\n');
  const loudness = valuesOf(lines, 'I').at(-1);
  const peaks = valuesOf(lines, 'true_peak').concat(
    valuesOf(lines, 'true_peaks_ch0'),
    valuesOf(lines, 'true_peaks_ch1'),
  );
  if (loudness === undefined || peaks.length === 0) throw new Error(`no loudness of ${file}`);
  const peak = peaks.reduce((highest, value) => Math.max(highest, value), 0);
  return {
    lufs: round(loudness, 2),
    truePeakDbtp: peak > 0 ? round(20 * Math.log10(peak), 2) : Number.NEGATIVE_INFINITY,
    clipped: countClipped(await decodeInterleaved(file)),
  };
}

/** Values of one key over the frames; peaks are linear there. */
function valuesOf(lines: readonly string[], key: string): number[] {
  const prefix = `lavfi.r128.${key}=`;
  return lines.filter((line) => line.startsWith(prefix)).map((line) => Number(line.slice(prefix.length)));
}

/** Samples whose absolute value reaches full scale. */
export function countClipped(data: Float32Array): number {
  let count = 0;
  for (let n = 0; n < data.length; n++) if (Math.abs(data[n]!) >= FULL_SCALE) count++;
  return count;
}
