import { resolve } from 'node:path';
import type { Batch } from '../../engine/batch.js';
import type { JobRecord } from '../../engine/job.js';
import type { ConvertResult } from '../../engine/tasks/convert.js';
import type { CliContext } from '../context.js';
import { describeFailure } from '../failure.js';
import { type BatchItem, type BatchReporter, createBatchReporter } from '../report/batch/index.js';
import { spanOf } from '../report/batch/words.js';
import { createBatchCount } from './batch-count.js';
import { createDiskRoom, type DiskRoom } from './disk-room.js';
import { type Expansion, expand, type Wanted } from './expand.js';
import { explainItem } from './explain-item.js';
import { isFatal } from './fatal.js';
import { findSources, readGlobs, type Source, type SourceOptions } from './find-sources.js';
import { isOwnOutput } from './resume.js';
import { type ItemWorld, runItem } from './run-item.js';
import { createNameKeeper, type NameKeeper } from './settle-name.js';
import type { ConvertRequest } from './wishes.js';

/** What became of a batch. */
export interface BatchSummary {
  readonly done: number;
  readonly skipped: number;
  readonly failed: number;
  readonly planned: number;
  /** Length of all sound that was converted. */
  readonly soundSeconds: number;
  readonly failures: readonly Pick<BatchItem, 'file' | 'words' | 'code'>[];
}

/** A batch and everything it works with. */
interface BatchRun {
  readonly cli: CliContext;
  readonly batch: Batch;
  readonly reporter: BatchReporter;
  readonly expansion: Expansion;
  readonly world: ItemWorld;
  readonly names: NameKeeper;
  readonly isDry: boolean;
  readonly room: DiskRoom;
  readonly count: ReturnType<typeof createBatchCount>;
}

/** Converts everything that is found, several files at a time; one that fails does not stop the others. */
export async function convertAll(
  cli: CliContext,
  { inputs, values }: ConvertRequest,
  expansion: Expansion,
): Promise<BatchSummary> {
  const reporter = await createBatchReporter(cli);
  const count = createBatchCount();
  const work = async (batch: Batch): Promise<BatchSummary> => {
    const ledger = await cli.ledger();
    const room = createDiskRoom(expansion, cli);
    const run: BatchRun = {
      ...{ cli, batch, reporter, expansion, count, room },
      names: createNameKeeper(ledger),
      isDry: values.dryRun,
      world: {
        ...{ ledger, rehash: values.rehash, onlyFailed: values.retryFailed },
        run: (spec, onEvent) => batch.run(spec, { onEvent }),
      },
    };
    await runLanes(run, inputs, sourceOptions(cli, values, expansion, batch), values.jobs);
    return count.summary();
  };
  const options = { inputs: inputs.map((input) => resolve(cli.host.cwd, input)), ...expansion.options };
  try {
    if (values.dryRun) return await work(batchWithoutJobs(cli.signal));
    const record = await (await cli.engine()).runBatch(options, work, { signal: cli.signal });
    return record.result as BatchSummary;
  } finally {
    reporter.end();
  }
}

/** A plan is no work: it leaves nothing in the history. */
function batchWithoutJobs(signal: AbortSignal): Batch {
  const run = () => Promise.reject(new Error('a dry run runs no job'));
  return { jobId: '', signal, run, progress() {}, warn() {} };
}

function sourceOptions(
  { host }: CliContext,
  { include, exclude, output }: ConvertRequest['values'],
  { naming }: Expansion,
  { signal }: Batch,
): SourceOptions {
  return {
    ...{ cwd: host.cwd, signal },
    ...{ include: readGlobs(include), exclude: readGlobs(exclude) },
    resultFolders: output === null ? [] : [naming.folder],
  };
}

/** Several lanes take files from one walk; beside them the walk is made once more to count. */
async function runLanes(
  run: BatchRun,
  inputs: readonly string[],
  options: SourceOptions,
  lanes: number,
): Promise<void> {
  const { count, reporter, batch } = run;
  const sources = findSources(inputs, options);
  let isCounting = false;
  const tell = () => {
    const totals = count.totals();
    reporter.totals(totals);
    if (totals.isCounted && totals.bytes > 0) batch.progress(totals.bytesDone / totals.bytes);
  };
  const timer = setInterval(tell, 250);
  let halt: { readonly cause: unknown } | undefined;
  const lane = async (): Promise<void> => {
    for (let next = await sources.next(); !next.done && !halt; next = await sources.next()) {
      batch.signal.throwIfAborted();
      // What is to be done first is found first; how much there is can wait.
      if (!isCounting) countAll(run, findSources(inputs, options)).catch(() => {});
      isCounting = true;
      await convertSource(run, next.value);
    }
  };
  const guarded = () =>
    lane().catch((cause: unknown) => {
      halt ??= { cause }; // the other lanes finish what they have begun
    });
  await Promise.all(Array.from({ length: lanes }, guarded));
  clearInterval(timer);
  tell();
  await sources.return(undefined);
  if (halt !== undefined) throw halt.cause;
}

async function countAll({ count, room, isDry }: BatchRun, sources: AsyncGenerator<Source>): Promise<void> {
  for await (const { stamp } of sources) count.found(stamp?.bytes ?? 0);
  count.counted();
  if (!isDry) await room.doubt(leftOf(count));
}

function leftOf(count: BatchRun['count']): number | undefined {
  const { bytes, bytesDone, isCounted } = count.totals();
  return isCounted ? bytes - bytesDone : undefined;
}

async function convertSource(run: BatchRun, source: Source): Promise<void> {
  const { count, expansion, cli, world } = run;
  if (await isOwnOutput(source, world.ledger)) return count.over(source);
  let wanted: readonly Wanted[];
  try {
    if (source.fault !== undefined) throw source.fault;
    wanted = await expand(source, expansion, cli);
  } catch (thrown) {
    failItem(run, source.path, { file: source.path, output: null }, thrown);
    return count.over(source);
  }
  for (const each of wanted) await convertOne(run, each);
  count.over(source);
}

async function convertOne(run: BatchRun, wanted: Wanted): Promise<void> {
  const { names, reporter, count, batch, cli, world, room } = run;
  const { source } = wanted;
  const output = await names.settle(wanted);
  const item = { ...wanted, output };
  const finish = (over: BatchItem): void => {
    reporter.item(output, over);
    count.item(over);
  };
  reporter.begin(output, source.relative);
  try {
    if (run.isDry) return finish(await explainItem(item, cli));
    const outcome = await room.whileThereIs(() =>
      runItem(item, world, (event) => {
        reporter.event(output, event);
        if (event.type === 'progress' && event.stage === 'convert') count.progress(source, event.fraction);
      }),
    );
    if (outcome.state === 'skipped') return finish({ file: source.path, output, ...outcome });
    room.made(source.stamp?.bytes ?? 0, outcome.record.artifacts[0]?.bytes ?? 0);
    finish(doneItem(source, output, outcome.record));
    await room.doubt(leftOf(count));
  } catch (thrown) {
    if (batch.signal.aborted || isFatal(thrown)) throw thrown;
    failItem(run, output, { file: source.path, output }, thrown);
  }
}

function doneItem(source: Source, output: string, { id, result }: JobRecord): BatchItem {
  const { durationSeconds, speedFactor } = result as ConvertResult;
  const words = `${spanOf(durationSeconds * 1000)}, ${Math.round(speedFactor)} times real time`;
  return { file: source.path, output, state: 'done', words, jobId: id, durationSeconds };
}

function failItem(
  { reporter, count }: BatchRun,
  key: string,
  names: Pick<BatchItem, 'file' | 'output'>,
  thrown: unknown,
): void {
  const { message, hint, code } = describeFailure(thrown, { interruptCode: undefined, isVerbose: false });
  const words = hint === undefined ? message : `${message} (try: ${hint})`;
  const item: BatchItem = { ...names, state: 'failed', words, code };
  reporter.item(key, item);
  count.item(item);
}
