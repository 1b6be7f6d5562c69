import { isIdentity } from '../../dsp/time-map.js';
import { createTimeStretcher } from '../../dsp/vocoder/time-stretcher.js';
import type { TimeStretcherOptions } from '../../dsp/vocoder/types.js';
import type { TaskContext } from '../task.js';
import type { SoundProcessor } from './change-sound.js';
import { ParallelStretcher } from './parallel-stretcher.js';

/** Below it threads are not worth their start. */
const LONG_SECONDS = 60;

/** What stretches a sound: on threads where there are some and it is long; to the same samples either way. */
export function createStretchProcessor(
  options: TimeStretcherOptions,
  durationSeconds: number | null,
  { workers, signal }: Pick<TaskContext, 'workers' | 'signal'>,
): SoundProcessor {
  const isLong = durationSeconds === null || durationSeconds > LONG_SECONDS;
  return workers.concurrency > 1 && isLong && !isIdentity(options.map)
    ? new ParallelStretcher(options, { workers, signal })
    : createTimeStretcher(options);
}
