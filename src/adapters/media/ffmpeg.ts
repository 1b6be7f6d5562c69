/** An ffmpeg program and what it can do. */
export interface Ffmpeg {
  /** Real path of the program. */
  readonly path: string;
  /** Who named it: `--ffmpeg`, `RAPGO_FFMPEG`, `PATH`, `npm`, … */
  readonly origin: string;
  /** As the program prints it, e.g. `5.1.9-0+deb12u1`. */
  readonly version: string;
  /** Last year of its copyright line, which is the year it was built; null where it prints none. */
  readonly buildYear: number | null;
  readonly encoders: ReadonlySet<string>;
  readonly filters: ReadonlySet<string>;
  /** Whether it knows `-stats_period`, which makes progress reports frequent (since ffmpeg 4.4). */
  readonly hasStatsPeriod: boolean;
  /**
   * Program and arguments to put before `path`, so that ffmpeg ends when rapgo is killed; empty where the
   * system offers nothing of the kind.
   */
  readonly launcher: readonly string[];
  /** Programs that were found earlier in the search and passed over, with the reason. */
  readonly skipped: readonly SkippedProgram[];
}

/** A program that was there but did not work. */
export interface SkippedProgram {
  readonly path: string;
  readonly reason: string;
}

/** Gives the ffmpeg to use. Asked at first need, so that a run without media needs no ffmpeg. */
export type FfmpegSource = () => Promise<Ffmpeg>;

/** Calls `locate` once and remembers its answer; a failure is not remembered, so that a later call may succeed. */
export function rememberFfmpeg(locate: FfmpegSource): FfmpegSource {
  let found: Promise<Ffmpeg> | undefined;
  return () => {
    found ??= locate().catch((cause: unknown) => {
      found = undefined;
      throw cause;
    });
    return found;
  };
}
