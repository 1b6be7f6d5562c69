import type * as v from 'valibot';
import type { StretchEngine } from '../../dsp/vocoder/types.js';
import type { OutputFormat, SoundStream } from '../ports/media.js';
import { type ChangeMeasures, changeSound, type SoundProcessor } from '../sound/change-sound.js';
import { chooseEngine } from '../sound/choose-engine.js';
import type { EngineChoice } from '../sound/limits.js';
import { openSound } from '../sound/open-sound.js';
import { defineTask, type Task, type TaskContext } from '../task.js';

/** What all changes of one sound are told. */
interface SoundOptions {
  readonly output: string | null;
  readonly format: OutputFormat;
  readonly engine: EngineChoice;
  readonly force: boolean;
}

/** What every change of a sound says of itself. */
export interface SoundResult extends ChangeMeasures {
  readonly engine: StretchEngine;
  /** Time it took, the choice of the engine included. */
  readonly seconds: number;
  /** How much faster than the sound plays. */
  readonly speedFactor: number;
}

/** How one sound is to be changed. */
export interface PreparedChange<Facts> {
  readonly createProcessor: (engine: StretchEngine) => SoundProcessor | Promise<SoundProcessor>;
  /** Where input sample `at` is heard in the output. */
  readonly outputAt: (at: number) => number;
  /** What this kind of change says of itself beside what all say. */
  readonly facts: (measures: ChangeMeasures) => Facts;
}

/** A kind of change: stretch, pitch. */
interface SoundTask<Options, Facts> {
  readonly kind: string;
  readonly options: v.GenericSchema<unknown, Options>;
  prepare(
    sound: SoundStream,
    options: Options,
    context: TaskContext,
  ): PreparedChange<Facts> | Promise<PreparedChange<Facts>>;
}

/** A task that changes one sound of any length, which is never whole in memory. */
export function defineSoundTask<Options extends SoundOptions, Facts extends object>({
  kind,
  options: schema,
  prepare,
}: SoundTask<Options, Facts>): Task<Options, Facts & SoundResult> {
  return defineTask({
    kind,
    options: schema,
    outputs: ({ output }) => (output === null ? [] : [output]),
    replaces: ({ force }) => force,
    hashesInputs: true,
    async run([input], options, context) {
      const startedAt = performance.now();
      const file = input!;
      const sound = await openSound(file, context, context);
      try {
        const { createProcessor, outputAt, facts } = await prepare(sound, options, context);
        const engine = await chooseEngine(options.engine, sound, context);
        const processor = await createProcessor(engine);
        const change = { ...options, name: kind, file, sound, processor, outputAt };
        const { measures, ...files } = await changeSound(change, context);
        const seconds = (performance.now() - startedAt) / 1000;
        const speedFactor = measures.inputSeconds / seconds;
        return { ...files, result: { ...facts(measures), engine, seconds, speedFactor, ...measures } };
      } finally {
        await sound.close();
      }
    },
  });
}
