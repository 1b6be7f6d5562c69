import { pathToFileURL } from 'node:url';
import type { JobEvent } from '../../engine/events.js';
import { type JobRecord, type JobSpec, SPEC_VERSION } from '../../engine/job.js';
import type { ConvertOptions } from '../../engine/tasks/convert-options.js';
import type { Source } from './find-sources.js';
import { type Memory, makeOnce, type OnceOutcome } from './make-once.js';
import { recipeOf } from './resume.js';
import type { CommonOptions } from './wishes.js';

/** A file to be converted. */
export interface ConvertItem {
  readonly source: Source;
  /** Absolute. */
  readonly output: string;
  readonly options: CommonOptions;
}

/** What an item needs of the world. */
export interface ItemWorld extends Memory {
  run(spec: JobSpec, onEvent: (event: JobEvent) => void): Promise<JobRecord>;
}

/**
 * Converts one file unless that is done already, and remembers it.
 * @throws as {@link makeOnce}
 */
export function runItem(
  { source, output, options }: ConvertItem,
  world: ItemWorld,
  onEvent: (event: JobEvent) => void,
): Promise<OnceOutcome> {
  const inputs = [{ uri: pathToFileURL(source.path).href, bytes: source.stamp?.bytes }];
  const item = { source, output, recipe: recipeOf(options), force: options.force };
  return makeOnce(item, world, (force) => {
    const job: ConvertOptions = { ...options, output: pathToFileURL(output).href, force };
    return world.run({ specVersion: SPEC_VERSION, kind: 'convert', inputs, options: job }, onEvent);
  });
}
