import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Ffmpeg } from '../adapters/media/ffmpeg.js';
import type { Engine } from '../engine/engine.js';
import type { ErrorCode } from '../engine/errors.js';
import type { Arrivals } from '../engine/ports/arrivals.js';
import type { MediaConverter } from '../engine/ports/converter.js';
import type { Ledger } from '../engine/ports/ledger.js';
import type { RunStore } from '../engine/ports/run-store.js';
import { cacheFolder, dataFolder } from './folders.js';
import type { Host } from './host.js';
import { createReporter } from './report/index.js';
import type { Reporter } from './report/reporter.js';
import type { ValuesOf } from './settings/setting.js';
import type { COMMON } from './settings/tables.js';
import type { Resolved } from './settings.js';

/** What a command may use. Everything costly is opened on first use and closed at the end. */
export interface CliContext {
  readonly host: Host;
  readonly common: ValuesOf<typeof COMMON>;
  readonly report: Reporter;
  /** Aborted by Ctrl-C. */
  readonly signal: AbortSignal;
  /**
   * From now on the first request to end (Ctrl-C, SIGTERM, a closed terminal) calls this instead of aborting.
   * @returns ends that
   */
  divertInterrupt(instead: () => void): () => void;
  /** The database of past runs; undefined where there is none. */
  readonly historyFile: string | undefined;
  engine(): Promise<Engine>;
  history(): Promise<RunStore>;
  /** What was made of what; undefined where no history is kept. */
  ledger(): Promise<Ledger | undefined>;
  /** What came into watched folders; without a history it is forgotten at the end. */
  arrivals(): Promise<Arrivals>;
  /** Takes that were cut short. */
  takes(): Promise<Pick<typeof import('../adapters/recorder/wav-takes.js'), 'recoverTake'>>;
  ffmpeg(): Promise<Ffmpeg>;
  converter(): Promise<MediaConverter>;
  /**
   * Moves a file to a name that is free.
   * @throws {RapgoError} `usage/output-exists`; the error of the file system
   */
  move(file: string, target: string): Promise<void>;
  /** A folder that is gone when the command has ended. */
  temporaryFolder(): Promise<string>;
  /** Ends with the exit code of this failure although a result was printed, which has said everything. */
  concede(code: ErrorCode): void;
  readonly conceded: ErrorCode | undefined;
  close(): Promise<void>;
}

/** What a context is made of. */
export interface ContextParts {
  readonly host: Host;
  readonly signal: AbortSignal;
  readonly divertInterrupt: CliContext['divertInterrupt'];
  readonly common: Resolved<typeof COMMON>;
}

/** Wires the adapters to the engine, each only when a command asks for it. */
export async function createContext({
  host,
  signal,
  divertInterrupt,
  common,
}: ContextParts): Promise<CliContext> {
  const { values } = common;
  const report = await createReporter(host, values);
  const historyFile = values.history ? historyFileOf(host) : undefined;
  const closers: (() => Promise<void>)[] = [];
  // A program that does not answer must not outlive the command that asked it.
  const closing = new AbortController();
  let conceded: ErrorCode | undefined;

  const history = once(async () => {
    const store = await openHistory(historyFile);
    if (values.history && historyFile === undefined) {
      report.warn('there is no home folder, so this run is not recorded; RAPGO_HOME=FOLDER says where to');
    }
    closers.push(() => store.close());
    return store;
  });
  const ffmpeg = once(async () => {
    const found = await locate(host, common, AbortSignal.any([signal, closing.signal]));
    report.detail(`ffmpeg ${found.version} at ${found.path} (${found.origin})`);
    return found;
  });
  const engine = once(async () => {
    const jobs = await history();
    const { openEngine } = await import('../local-engine.js');
    const opened = openEngine({ jobs, ffmpeg, workers: values.workers, identifiesInputs: values.history });
    closers.push(() => opened.close());
    return opened;
  });
  const temporaryFolder = once(async () => {
    const folder = await mkdtemp(join(tmpdir(), 'rapgo-'));
    closers.push(() => rm(folder, { recursive: true, force: true }));
    return folder;
  });
  return {
    ...{ host, signal, divertInterrupt, report, historyFile, history, ffmpeg, engine, temporaryFolder },
    ledger: async () => (await history()).ledger,
    arrivals: once(async () => (await history()).arrivals ?? openArrivals()),
    takes: () => import('../adapters/recorder/wav-takes.js'),
    async converter() {
      const { createFfmpegConverter } = await import('../adapters/media/ffmpeg-converter.js');
      return createFfmpegConverter(ffmpeg);
    },
    async move(file, target) {
      const { moveIntoPlace } = await import('../adapters/artifacts/move-into-place.js');
      await moveIntoPlace(file, target, { replace: false });
    },
    common: values,
    concede: (code) => {
      conceded = code;
    },
    get conceded() {
      return conceded;
    },
    // In the opposite order of opening: what was opened later may still use what was there before.
    async close() {
      closing.abort();
      for (const close of closers.splice(0).reverse()) await close();
    },
  };
}

function historyFileOf({ env, cwd }: Host): string | undefined {
  const folder = dataFolder(env);
  return folder === undefined ? undefined : resolve(cwd, folder, 'history.db');
}

async function openHistory(
  file: string | undefined,
): Promise<RunStore & { readonly ledger?: Ledger; readonly arrivals?: Arrivals }> {
  if (file === undefined) {
    const { memoryJobs } = await import('../adapters/jobs/memory.js');
    return memoryJobs({ now: Date.now });
  }
  const { sqliteJobs } = await import('../adapters/jobs/sqlite.js');
  return sqliteJobs({ file, now: Date.now });
}

async function openArrivals(): Promise<Arrivals> {
  const { memoryArrivals } = await import('../adapters/jobs/memory-arrivals.js');
  return memoryArrivals();
}

async function locate({ env }: Host, common: ContextParts['common'], signal: AbortSignal): Promise<Ffmpeg> {
  const { locateFfmpeg } = await import('../adapters/media/locate.js');
  const path = common.values.ffmpeg;
  const explicit = path === null ? [] : [{ path, origin: common.origins.ffmpeg.where }];
  return locateFfmpeg({ explicit, env, cacheFolder: cacheFolder(env), signal });
}

/** Opens at the first call and gives the same at every later one. */
function once<Value>(open: () => Promise<Value>): () => Promise<Value> {
  let opened: Promise<Value> | undefined;
  return () => {
    opened ??= open();
    return opened;
  };
}
