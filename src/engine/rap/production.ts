import type { OutputFormat } from '../ports/media.js';
import type { TaskContext } from '../task.js';
import type { OutputPlaces } from './output-files.js';
import type { Plan } from './plan.js';

/** A plan, the sounds it needs and where the result goes. */
export interface Production extends OutputPlaces {
  readonly plan: Plan;
  /** The cleaned, levelled voice at `RAP_RATE`. */
  readonly voice: Float32Array;
  /** The recorded beat at `RAP_RATE`, left and right; null where the style's band plays. */
  readonly beat: readonly Float32Array[] | null;
  readonly tempoConfidence: number;
  readonly format: OutputFormat;
  readonly strict: boolean;
}

/** Reports progress, hears a stop, and lets timers and signals of the process through. */
export async function step(context: TaskContext, stage: string, fraction: number): Promise<void> {
  context.progress(stage, fraction);
  await new Promise((resolve) => setImmediate(resolve));
  context.signal.throwIfAborted();
}
