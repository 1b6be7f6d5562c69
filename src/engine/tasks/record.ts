import * as v from 'valibot';
import { RapgoError } from '../errors.js';
import { type Microphone, RECORDERS } from '../ports/recorder.js';
import type { GrowingTake } from '../ports/takes.js';
import { createTakeMeter, type TakeMeasures } from '../sound/take-meter.js';
import { defineTask, type TaskContext } from '../task.js';

/** A request for a take. */
export interface RecordOptions {
  /** Address of the WAV file. */
  readonly output: string;
  readonly force: boolean;
  readonly sampleRate: number;
  readonly channelCount: number;
  readonly device: string | null;
  readonly recorder: (typeof RECORDERS)[number] | null;
  /** Ends it after so long; null: when somebody ends it. */
  readonly seconds: number | null;
}

/** What a take says of itself. */
export interface RecordResult extends TakeMeasures {
  readonly recorder: string;
  readonly sampleRate: number;
  readonly channelCount: number;
  /** Samples per channel. */
  readonly length: number;
  readonly durationSeconds: number;
}

const BYTES_PER_SAMPLE = 2;

/** A microphone into a WAV file of 16 bit, bit for bit as the recorder gives it. */
export const record = defineTask<RecordOptions, RecordResult>({
  kind: 'record',
  options: v.strictObject({
    output: v.string(),
    force: v.boolean(),
    sampleRate: v.pipe(v.number(), v.integer(), v.minValue(4000), v.maxValue(192_000)),
    channelCount: v.picklist([1, 2]),
    device: v.nullable(v.string()),
    recorder: v.nullable(v.picklist(RECORDERS)),
    seconds: v.nullable(v.pipe(v.number(), v.minValue(0.1))),
  }),
  outputs: ({ output }) => [output],
  replaces: ({ force }) => force,
  async run(_inputs, options, context) {
    const { sampleRate, channelCount, output } = options;
    const take = await context.takes.begin(output, { sampleRate, channelCount });
    try {
      const heard = await listen(options, take, context);
      const length = heard.samples / channelCount;
      for (const words of heard.measures.advice) context.warn('record/quality', words);
      return {
        result: {
          ...heard.measures,
          ...{ recorder: heard.recorder, sampleRate, channelCount, length },
          durationSeconds: length / sampleRate,
        },
        outputs: [{ role: 'take', file: await take.finish(), uri: output }],
      };
    } catch (thrown) {
      await take.discard();
      throw thrown;
    }
  },
});

/** Fills a take until its end is reached, or somebody or something ends it. */
async function listen(
  options: RecordOptions,
  take: GrowingTake,
  context: TaskContext,
): Promise<{ readonly recorder: string; readonly samples: number; readonly measures: TakeMeasures }> {
  const { sampleRate, channelCount, seconds } = options;
  const { signal, recorder, warn } = context;
  const limit = seconds === null ? Number.POSITIVE_INFINITY : Math.round(seconds * sampleRate) * channelCount;
  const meter = createTakeMeter();
  const microphone = await recorder.open({ ...options, signal });
  let samples = 0;
  try {
    for await (const block of blocksOf(microphone, context)) {
      const kept = block.subarray(0, Math.min(block.length, (limit - samples) * BYTES_PER_SAMPLE));
      await take.append(kept);
      meter.add(kept);
      samples += kept.length / BYTES_PER_SAMPLE;
      context.take?.onBlock(kept);
      if (samples >= limit) break;
    }
  } catch (thrown) {
    // A microphone that was unplugged is no reason to lose what was said before.
    if (signal.aborted || samples === 0) throw thrown;
    warn('record/cut-short', `the take ends early: ${(thrown as Error).message}`);
  } finally {
    microphone.close();
  }
  if (samples === 0) {
    throw new RapgoError('media/no-audio', 'nothing was recorded', { hint: 'Speak longer before you stop' });
  }
  return { recorder: microphone.recorder, samples, measures: meter.measures() };
}

/** What is heard until somebody ends the take, without what is heard in a pause. */
async function* blocksOf(
  microphone: Microphone,
  { take, signal }: Pick<TaskContext, 'take' | 'signal'>,
): AsyncGenerator<Uint8Array> {
  const close = () => microphone.close();
  for (const end of [take?.stop, signal]) {
    if (end?.aborted) close();
    end?.addEventListener('abort', close, { once: true });
  }
  try {
    for await (const block of microphone.blocks) {
      signal.throwIfAborted();
      if (take?.isPaused()) continue;
      yield block;
    }
    signal.throwIfAborted();
  } finally {
    for (const end of [take?.stop, signal]) end?.removeEventListener('abort', close);
  }
}
