import { extname } from 'node:path';
import { env } from 'node:process';
import { folderArtifacts } from './adapters/artifacts/folder.js';
import { sha256Beside } from './adapters/artifacts/sha256.js';
import { memoryJobs } from './adapters/jobs/memory.js';
import type { Ffmpeg } from './adapters/media/ffmpeg.js';
import { rememberFfmpeg } from './adapters/media/ffmpeg.js';
import { createFfmpegConverter } from './adapters/media/ffmpeg-converter.js';
import { createFfmpegDecoder } from './adapters/media/ffmpeg-decoder.js';
import { createFfmpegEncoder } from './adapters/media/ffmpeg-encoder.js';
import { systemRecorder } from './adapters/recorder/open-microphone.js';
import { wavTakes } from './adapters/recorder/wav-takes.js';
import { piscinaWorkers } from './adapters/workers/piscina.js';
import { dither16 } from './dsp/dither16.js';
import { floats16 } from './dsp/floats16.js';
import { createEngine, type Engine } from './engine/engine.js';
import type { RunStore } from './engine/ports/run-store.js';
import { VERSION } from './version.js';

/** What the engine of this machine is made of. */
export interface LocalParts {
  /** Where jobs are kept, such as `sqliteJobs({ file, now: Date.now })`. @default in memory, for as long as the process lives */
  readonly jobs?: RunStore | undefined;
  /** Finds the ffmpeg to use. @default one that RAPGO_FFMPEG or FFMPEG_PATH name, that is on PATH or came with npm */
  readonly ffmpeg?: (() => Promise<Ffmpeg>) | undefined;
  /** Threads that compute, >= 1. The result is the same for any number. @default 2 */
  readonly workers?: number | undefined;
  /** Who asks, for the record. @default 'local' */
  readonly owner?: string | undefined;
  /** Whether records hold the hash of inputs that are read once only. @default true */
  readonly identifiesInputs?: boolean | undefined;
}

/**
 * The engine with everything outside it on this machine: files in folders, ffmpeg, threads. Nothing is started
 * before the first job. Close it, or its threads keep the process alive.
 */
export function openEngine({
  jobs,
  ffmpeg,
  workers = 2,
  owner = 'local',
  identifiesInputs,
}: LocalParts = {}): Engine {
  const source = rememberFfmpeg(ffmpeg ?? locate);
  const createSha256 = workers > 1 ? sha256Beside : undefined;
  const tools = { quickFloats: floats16, quickDither: dither16, createSha256 };
  return createEngine({
    jobs: jobs ?? memoryJobs({ now: Date.now }),
    artifacts: folderArtifacts(),
    converter: createFfmpegConverter(source),
    decoder: createFfmpegDecoder(source, tools),
    encoder: createFfmpegEncoder(source, tools),
    recorder: systemRecorder({ env, ffmpeg: source }),
    takes: wavTakes,
    workers: piscinaWorkers({
      // .js once built, .ts when run from the sources.
      kernels: new URL(`./engine/kernel-worker${extname(import.meta.url)}`, import.meta.url),
      threads: workers,
    }),
    owner,
    rapgoVersion: VERSION,
    identifiesInputs,
    now: Date.now,
  });
}

async function locate(): Promise<Ffmpeg> {
  const { locateFfmpeg } = await import('./adapters/media/locate.js');
  return locateFfmpeg({ env, cacheFolder: undefined });
}
