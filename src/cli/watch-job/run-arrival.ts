import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { Batch } from '../../engine/batch.js';
import { RapgoError } from '../../engine/errors.js';
import type { JobEvent } from '../../engine/events.js';
import type { JobRecord } from '../../engine/job.js';
import type { CliContext } from '../context.js';
import type { Source } from '../convert-job/find-sources.js';
import { makeOnce } from '../convert-job/make-once.js';
import { recipeOf } from '../convert-job/resume.js';
import { createNameKeeper } from '../convert-job/settle-name.js';
import type { Reporter } from '../report/reporter.js';
import type { InnerCommand } from './inner-command.js';

/** Where files become results. */
export interface Workshop {
  readonly cli: CliContext;
  readonly batch: Batch;
  readonly inner: InnerCommand;
  /** Absolute folder of results; the folders of the sources are made again in it. */
  readonly output: string;
}

/** What came of an arrival that did not fail. */
export interface Made {
  /** Absolute; null where the command found nothing to do. */
  readonly output: string | null;
  /** Undefined where it was made before. */
  readonly record: JobRecord | undefined;
}

/**
 * Runs the command for one file. Its job belongs to the batch and its result is remembered, so that what was made before a
 * crash is not made again.
 *
 * @throws what the command throws
 */
export async function runArrival(
  { cli, batch, inner, output }: Workshop,
  source: Source,
  onEvent: (event: JobEvent) => void,
): Promise<Made> {
  const ledger = await cli.ledger();
  const engine = await cli.engine();
  let made: Made = { output: null, record: undefined };
  const own: CliContext = {
    ...cli,
    common: { ...cli.common, quiet: true },
    report: silentReporter(cli.report, onEvent),
    signal: batch.signal,
    engine: async () => ({
      ...engine,
      async run(spec) {
        const wanted = fileURLToPath(spec.options.output as string);
        // Another source may have the name already, also one that was moved away since.
        const file = await createNameKeeper(ledger).settle({ source, output: wanted });
        const { output: _output, force, ...wishes } = spec.options;
        const item = { source, output: file, recipe: recipeOf(wishes), force: force === true };
        const outcome = await makeOnce(item, { ledger, rehash: false, onlyFailed: false }, (mayReplace) => {
          const options = { ...spec.options, output: pathToFileURL(file).href, force: mayReplace };
          return batch.run({ ...spec, options }, { onEvent });
        });
        if (outcome.state === 'skipped') {
          made = { output: file, record: undefined };
          throw MADE_BEFORE;
        }
        const { record } = outcome;
        const uri = record.artifacts[0]?.uri ?? pathToFileURL(file).href;
        made = { output: fileURLToPath(uri), record };
        return record;
      },
    }),
    concede(code) {
      throw new RapgoError(code, 'the result did not pass');
    },
  };
  await inner.run(own, source.path, join(output, dirname(source.relative))).catch((thrown: unknown) => {
    if (thrown !== MADE_BEFORE) throw thrown;
  });
  return made;
}

/** Thrown through a command that would go on to talk about a job which did not run. */
const MADE_BEFORE = Symbol('made before');

/** One result among many has no last word of its own. */
function silentReporter(report: Reporter, event: (event: JobEvent) => void): Reporter {
  const nothing = () => {};
  return { ...report, event, note: nothing, item: nothing, result: nothing, failure: nothing };
}
