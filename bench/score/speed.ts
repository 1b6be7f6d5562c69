import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Clip } from './clips.js';
import { makeLongSpeech } from './long-speech.js';
import { mustRun } from './process.js';
import { watchMemory } from './process-tree.js';
import { rapgoBin } from './rapgo.js';
import { ffmpegPath } from './sound.js';
import { median, round } from './statistics.js';

/** Times and memory; every time is wall time on this machine, so only ratios travel. */
export interface SpeedMeasure {
  readonly speechSeconds: number;
  readonly generateSeconds: number;
  readonly encodeSeconds: number;
  readonly ratio: number;
  /** Codec options of the compared encoding, and whether rapgo named them itself. */
  readonly encoding: string;
  readonly peakMegabytes: number;
  readonly peakOverSpeechSeconds: number;
  readonly versionMs: number;
  readonly emptyNodeMs: number;
}

/** What rapgo is taken to use where it does not say. */
const ASSUMED_ENCODING = ['-c:a', 'libmp3lame', '-q:a', '2'];
const SEED = 11;

interface SpeedOptions {
  readonly style: string;
  readonly scratch: string;
  /** Length of the timed speech; memory is watched over twice as much. @default 300 */
  readonly speechSeconds?: number;
}

/** Times `generate` against the bare encoding of the same song, and watches memory over twice the speech. */
export async function measureSpeed(clips: readonly Clip[], options: SpeedOptions): Promise<SpeedMeasure> {
  const { style, scratch, speechSeconds = 300 } = options;
  await mkdir(scratch, { recursive: true });
  const speech = join(scratch, 'speech.wav');
  const longer = join(scratch, 'speech-longer.wav');
  await makeLongSpeech(speech, clips, speechSeconds, SEED);
  await makeLongSpeech(longer, clips, speechSeconds * 2, SEED + 1);
  const song = join(scratch, 'song.wav');
  await runRapgo(speech, song, style, scratch);
  const timed = await runRapgo(speech, join(scratch, 'song.mp3'), style, scratch);
  const encoding = encodingOf(timed.stderr);
  const encodeSeconds = await timeEncoding(song, join(scratch, 'bare.mp3'), encoding ?? ASSUMED_ENCODING);
  const watched = await runRapgo(longer, join(scratch, 'longer.mp3'), style, scratch);
  return {
    speechSeconds,
    generateSeconds: round(timed.seconds, 2),
    encodeSeconds: round(encodeSeconds, 2),
    ratio: round(timed.seconds / encodeSeconds, 2),
    encoding: `${(encoding ?? ASSUMED_ENCODING).join(' ')}${encoding ? '' : ' (assumed)'}`,
    peakMegabytes: round(watched.peakBytes / 2 ** 20, 0),
    peakOverSpeechSeconds: speechSeconds * 2,
    ...(await measureStart()),
  };
}

async function runRapgo(
  speech: string,
  output: string,
  style: string,
  scratch: string,
): Promise<{ seconds: number; stderr: string; peakBytes: number }> {
  let watch: { stop(): number } | undefined;
  const args = [rapgoBin(), 'generate', speech, '-o', output, '--style', style, '--force', '--verbose'];
  const { seconds, stderr } = await mustRun(process.execPath, args, {
    env: { RAPGO_HOME: join(scratch, 'home'), CI: '1', NO_COLOR: '1' },
    limitSeconds: 3600,
    onStart: (child) => {
      if (child.pid !== undefined) watch = watchMemory(child.pid);
    },
  });
  return { seconds, stderr, peakBytes: watch?.stop() ?? 0 };
}

/** Codec options in a printed ffmpeg command line; undefined where none is printed. */
export function encodingOf(stderr: string): string[] | undefined {
  const line = stderr.split('\n').find((text) => text.includes('libmp3lame'));
  const options = line?.match(/-(?:c:a|acodec|codec:a|q:a|aq|b:a|ab|compression_level|ar|ac)[ ,"']+[\w.:]+/g);
  return options?.flatMap((option) => option.split(/[ ,"']+/)).filter((word) => word !== '');
}

/** Median of three: the first run also warms the file cache for both sides. */
async function timeEncoding(song: string, output: string, encoding: readonly string[]): Promise<number> {
  const times: number[] = [];
  for (let n = 0; n < 3; n++) {
    const args = ['-v', 'error', '-nostdin', '-y', '-i', song, ...encoding, output];
    times.push((await mustRun(ffmpegPath(), args)).seconds);
  }
  return median(times);
}

/** Medians of runs in turn, so that a busy moment hits both. */
export async function measureStart(runs = 15): Promise<{ versionMs: number; emptyNodeMs: number }> {
  const version: number[] = [];
  const empty: number[] = [];
  for (let n = 0; n < runs; n++) {
    version.push((await mustRun(process.execPath, [rapgoBin(), '--version'])).seconds * 1000);
    empty.push((await mustRun(process.execPath, ['-e', '0'])).seconds * 1000);
  }
  return { versionMs: round(median(version)), emptyNodeMs: round(median(empty)) };
}
