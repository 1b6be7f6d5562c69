import { basename } from 'node:path';
import type { LocalFile } from '../ports/artifact-store.js';
import type { TaskContext } from '../task.js';
import { chooseBeat } from './choose-beat.js';
import { decodeSound, RAP_RATE } from './hear-speech.js';
import type { BeatChoice } from './make-plan.js';

const LONGEST_BEAT_SECONDS = 1200;

/** What the person says of the beat; null and 1 leave it to the ear. */
export interface BeatWishes {
  readonly tempoBpm: number | null;
  readonly offsetSeconds: number | null;
  readonly tempoFactor: 0.5 | 1 | 2;
}

/** A recorded beat, left and right at {@link RAP_RATE}. */
export const decodeBeat = (file: LocalFile, context: TaskContext): Promise<readonly Float32Array[]> =>
  decodeSound(file, { channelCount: 2, limitSeconds: LONGEST_BEAT_SECONDS }, context);

/**
 * Tracks tempo, beats and key of a recorded beat: stage `beat`.
 *
 * @param untilSeconds how far the song may reach
 * @throws {RapgoError} `beat/uncertain`, `request/unmet`
 */
export async function hearBeat(
  file: LocalFile,
  channels: readonly Float32Array[],
  wishes: BeatWishes,
  untilSeconds: number,
  { workers, signal, progress }: TaskContext,
): Promise<BeatChoice & { readonly confidence: number }> {
  progress('beat', 0);
  const [left, right] = [channels[0]!, channels[1]!];
  const samples = left.map((x, n) => (x + right[n]!) / 2);
  const { tempoBpm, offsetSeconds, tempoFactor } = wishes;
  const options = tempoBpm !== null ? { tempoBpm } : { half: tempoFactor === 0.5, double: tempoFactor === 2 };
  const input = { samples, sampleRate: RAP_RATE };
  const [track, key] = await Promise.all([
    workers.run('trackBeats', { ...input, options }, { signal }),
    workers.run('findKey', input, { signal }),
  ]);
  progress('beat', 1);
  const choice = chooseBeat({
    name: basename(file.path),
    sha256: file.sha256,
    durationSeconds: samples.length / RAP_RATE,
    track,
    key,
    tempoBpm,
    offsetSeconds,
    untilSeconds,
  });
  return { ...choice, confidence: tempoBpm !== null && offsetSeconds !== null ? 1 : track.confidence };
}
