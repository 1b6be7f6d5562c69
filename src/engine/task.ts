import type * as v from 'valibot';
import type { Kernels } from './kernels.js';
import type { LocalFile } from './ports/artifact-store.js';
import type { MediaConverter } from './ports/converter.js';
import type { ByteSink, MediaDecoder, MediaEncoder } from './ports/media.js';
import type { Recorder, TakeControl } from './ports/recorder.js';
import type { Takes } from './ports/takes.js';
import type { Workers } from './ports/workers.js';

/** Everything outside itself that a task may ask for. */
export interface TaskContext {
  readonly jobId: string;
  readonly converter: MediaConverter;
  readonly decoder: MediaDecoder;
  readonly encoder: MediaEncoder;
  readonly recorder: Recorder;
  readonly takes: Takes;
  readonly workers: Workers<Kernels>;
  /** A folder for the files of this run; removed afterwards. */
  readonly scratch: string;
  readonly signal: AbortSignal;
  readonly rapgoVersion: string;
  /** How somebody follows and ends a recording; undefined where nobody does. */
  readonly take?: TakeControl | undefined;
  /** Where an output without an address goes, as it is made; undefined where nobody listens. */
  readonly sink?: ByteSink | undefined;
  /** Whether a task that `hashesInputs` is to do so: nobody asks for it where no history is kept. */
  readonly isIdentified: boolean;
  /**
   * Hash of an input, for a task that `hashesInputs` but does not read them itself; null where none is kept.
   * @throws {RapgoError} `media/unreadable`
   */
  hashInput(index: number): Promise<string | null>;
  /** Says how far the named stage is, 0 to 1. Cheap: printers throttle. */
  progress(stage: string, fraction: number): void;
  /** Says something a person should know although the job goes on. */
  warn(code: string, message: string): void;
}

/** A finished local file and where it should go. */
export interface TaskOutput {
  /** What it is: `rap`, `plan`, `stem:voice`, … */
  readonly role: string;
  /** In the scratch folder; it is moved away. */
  readonly file: string;
  /** Where the person wants it: a `file:` address today. */
  readonly uri: string;
  /** Hash of the samples, where the file is sound. */
  readonly pcmSha256?: string | undefined;
  /** Size and hash of the file, where they are known without reading it again. */
  readonly identity?: Omit<LocalFile, 'path'> | undefined;
}

/** What a task gives back. */
export interface TaskResult<Result> {
  readonly result: Result;
  readonly outputs: readonly TaskOutput[];
  /** Hashes of the inputs, from a task that `hashesInputs`; null for one that was not hashed. */
  readonly inputHashes?: readonly (string | null)[] | undefined;
}

/** Code of one kind of job. */
export interface Task<Options = unknown, Result = unknown> {
  readonly kind: string;
  /** Schema of the options; what it returns is stored with the job. */
  readonly options: v.GenericSchema<unknown, Options>;
  /** Addresses this run will write, so that the engine can refuse early. */
  outputs(options: Options): readonly string[];
  /** Whether existing outputs may be replaced. */
  replaces(options: Options): boolean;
  /**
   * Whether the task reads its inputs once from beginning to end and hashes them by the way; otherwise they are hashed
   * before it begins. @default false
   */
  readonly hashesInputs?: boolean | undefined;
  run(inputs: readonly LocalFile[], options: Options, context: TaskContext): Promise<TaskResult<Result>>;
}

/** Ties a task's schema to its code; no more than a typed identity. */
export function defineTask<Options, Result>(task: Task<Options, Result>): Task<Options, Result> {
  return task;
}
