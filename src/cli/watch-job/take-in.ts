import { pathToFileURL } from 'node:url';
import { ERROR_CODES, RapgoError } from '../../engine/errors.js';
import type { JobEvent } from '../../engine/events.js';
import type { Arrival, Arrivals } from '../../engine/ports/arrivals.js';
import { isFatal } from '../convert-job/fatal.js';
import { readStamp, type Source } from '../convert-job/find-sources.js';
import { hashOf, isOwnOutput } from '../convert-job/resume.js';
import { describeFailure } from '../failure.js';
import type { BatchItem } from '../report/batch/index.js';
import { spanOf } from '../report/batch/words.js';
import { moveAway } from './move-away.js';
import { runArrival, type Workshop } from './run-arrival.js';
import { isSameStamp } from './settling.js';

/** How arrivals are dealt with. */
export interface Reception extends Workshop {
  readonly arrivals: Arrivals;
  /** Stands for the folder and for what is done with its files. */
  readonly watch: string;
  /** Attempts before a file is set aside. */
  readonly tries: number;
  /** Before the second attempt, ms; each further one waits four times as long. */
  readonly retryDelayMs: number;
  /** Whether what was set aside is tried again. */
  readonly retriesAside: boolean;
  /** Whether this run tries nothing twice. */
  readonly once: boolean;
  /** Where sources go when they are done; null: they stay. */
  readonly doneFolder: string | null;
  /** Where sources go when they are set aside; null: they stay. */
  readonly asideFolder: string | null;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/** What became of an arrival. */
export interface Reply {
  /** What there is to tell; undefined where nothing happened. */
  readonly item?: BatchItem;
  /** When it is to be looked at again, ms since 1970; Infinity: not unless it changes. */
  readonly dueAt: number;
}

const BACK_OFF = 4;
const NEVER = Number.POSITIVE_INFINITY;

/**
 * Deals with a file that is complete: does what is to be done unless it was done, for this file or for another one of the
 * same content, and remembers what came of it.
 *
 * @throws what would stop every other file too, and the signal's reason; then the file counts as never seen
 */
export async function takeIn(
  reception: Reception,
  source: Source,
  onEvent: (event: JobEvent) => void,
): Promise<Reply> {
  const { arrivals, watch, now } = reception;
  const uri = pathToFileURL(source.path).href;
  const known = await arrivals.find(watch, uri);
  const before = isSameStamp(known?.stamp, source.stamp) ? known : undefined;
  if (before?.state === 'done') return finish(reception, source, undefined);
  if (before?.state === 'aside' && !reception.retriesAside) return { dueAt: NEVER };
  if (before?.state === 'failed' && before.dueAt > now()) return { dueAt: before.dueAt };
  if (await isOwnOutput(source, await reception.cli.ledger())) return { dueAt: NEVER };
  const fresh = { watch, source: uri, attempts: 0, dueAt: 0, reason: null };
  try {
    if (source.fault !== undefined) throw source.fault;
    const twin = await findTwin(reception, source);
    if (twin !== undefined) {
      await saveDone(arrivals, { ...fresh, sha256: twin.sha256 }, source);
      const words = `the same as ${decodeURI(twin.source.replace('file://', ''))}`;
      return finish(reception, source, { file: source.path, output: null, state: 'skipped', words });
    }
    const { output, record } = await runArrival(reception, source, onEvent);
    if (!isSameStamp(await readStamp(source.path), source.stamp)) {
      // It went on growing: what was made is made again once it has come to rest.
      return { dueAt: 0 };
    }
    await saveDone(arrivals, { ...fresh, sha256: record?.inputs[0]?.sha256 ?? null }, source);
    const made = { file: source.path, output, ...tell(record?.result) };
    return finish(
      reception,
      source,
      record === undefined
        ? { ...made, state: 'skipped', words: 'made already' }
        : { ...made, state: 'done', jobId: record.id },
    );
  } catch (thrown) {
    if (reception.batch.signal.aborted || isFatal(thrown) || isAboutCommand(thrown)) throw thrown;
    const attempts = before?.state === 'failed' ? before.attempts : 0;
    return fail(reception, source, { ...fresh, attempts: attempts + 1 }, thrown);
  }
}

/** Whether it is the command line of `--do` that makes no sense, which then does so for every file. */
const isAboutCommand = (thrown: unknown): boolean =>
  thrown instanceof RapgoError && ERROR_CODES[thrown.code] === 2 && thrown.code !== 'usage/output-exists';

type Entry = Omit<Arrival, 'stamp' | 'state'>;

async function saveDone(arrivals: Arrivals, entry: Entry, { stamp }: Source): Promise<void> {
  if (stamp !== undefined) await arrivals.save({ ...entry, stamp, state: 'done' });
}

/** Another file of the same content that is done. Only files of the same size are read for it. */
async function findTwin(
  { arrivals, watch }: Reception,
  { path, stamp }: Source,
): Promise<Arrival | undefined> {
  if (stamp === undefined) return undefined;
  const candidates = (await arrivals.doneOfSize(watch, stamp.bytes)).filter(({ sha256 }) => sha256 !== null);
  if (candidates.length === 0) return undefined;
  const sha256 = await hashOf(path);
  return candidates.find((arrival) => arrival.sha256 === sha256);
}

/** A source that is done goes where it is to go; it may be there still after a crash. */
async function finish(reception: Reception, source: Source, item: BatchItem | undefined): Promise<Reply> {
  const { doneFolder, cli } = reception;
  if (doneFolder !== null) await leave(reception, source, doneFolder).catch((thrown) => warn(cli, thrown));
  return { ...(item === undefined ? {} : { item }), dueAt: NEVER };
}

async function fail(
  reception: Reception,
  source: Source,
  entry: Omit<Entry, 'sha256'>,
  thrown: unknown,
): Promise<Reply> {
  const { arrivals, tries, retryDelayMs, asideFolder, once, cli, now } = reception;
  const { path, stamp } = source;
  if (stamp !== undefined && (await readStamp(path)) === undefined) return { dueAt: 0 }; // it is gone
  const { message, hint, code } = describeFailure(thrown, { interruptCode: undefined, isVerbose: false });
  const reason = hint === undefined ? message : `${message} (try: ${hint})`;
  const isLast = entry.attempts >= tries || stamp === undefined;
  const delayMs = retryDelayMs * BACK_OFF ** (entry.attempts - 1);
  const dueAt = isLast ? NEVER : now() + delayMs;
  if (stamp !== undefined) {
    const state = isLast ? 'aside' : 'failed';
    await arrivals.save({ ...entry, sha256: null, stamp, state, dueAt: isLast ? 0 : dueAt, reason });
  }
  if (isLast && asideFolder !== null)
    await leave(reception, source, asideFolder).catch((problem) => warn(cli, problem));
  const later = once ? 'to be tried again by a later run' : `again in ${spanOf(delayMs)}`;
  const next = isLast ? `set aside after ${countOf(entry.attempts)}` : later;
  return { item: { file: path, output: null, state: 'failed', words: `${reason}; ${next}`, code }, dueAt };
}

/** Moves a source, and what is known of its result along with it: another file may come under its old name. */
async function leave({ cli }: Reception, source: Source, folder: string): Promise<void> {
  const target = await moveAway(cli, source.path, folder, source.relative);
  await (await cli.ledger())?.moveSource(pathToFileURL(source.path).href, pathToFileURL(target).href);
}

const warn = ({ report }: Reception['cli'], thrown: unknown): void =>
  report.warn(thrown instanceof Error ? thrown.message : String(thrown));

const countOf = (attempts: number): string => (attempts === 1 ? 'one attempt' : `${attempts} attempts`);

/** How long a result is and how fast it was made, where the job says so. */
function tell(result: unknown): Pick<BatchItem, 'words' | 'durationSeconds'> {
  const { durationSeconds, speedFactor } = (result ?? {}) as Partial<Record<string, number>>;
  if (durationSeconds === undefined) return { words: '' };
  const words = spanOf(durationSeconds * 1000);
  if (speedFactor === undefined) return { words, durationSeconds };
  return { words: `${words}, ${Math.round(speedFactor)} times real time`, durationSeconds };
}
