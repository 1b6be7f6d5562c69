import type { Artifact, Ref } from '../job.js';
import type { CallOptions } from './call-options.js';

/**
 * Brings inputs to local files and puts results where they belong. The engine sees only local files; the folder
 * adapter copies nothing it can name directly, a bucket adapter downloads and uploads.
 */
export interface ArtifactStore {
  /**
   * A local file with the content of `ref`. It must not be changed or deleted.
   * @throws {RapgoError} `media/not-found`, `media/unreadable`
   */
  fetch(ref: Ref, scratch: string, options?: CallOptions): Promise<LocalFile>;
  /**
   * As {@link fetch}, for a job that reads the file from beginning to end anyway and hashes it by the way.
   * @throws {RapgoError} as {@link fetch}
   */
  locate(ref: Ref, scratch: string, options?: CallOptions): Promise<Omit<LocalFile, 'sha256'>>;
  /**
   * Publishes the finished local `file` under `uri` in one step: readers see the old state or the whole file, never
   * a part. `file` is consumed.
   * @throws {RapgoError} `usage/output-exists` unless `replace`; `output/unwritable`, `output/full`
   */
  publish(file: string, uri: string, options: PublishOptions): Promise<Omit<Artifact, 'role'>>;
  /**
   * Fails early, before the work, where {@link publish} would fail later.
   * @throws {RapgoError} as {@link publish}
   */
  check(uri: string, options: PublishOptions): Promise<void>;
  /** A fresh local folder on the same volume as `uri`, so that publishing is a rename; removed by `dispose`. */
  scratch(uri: string | undefined): Promise<{ readonly folder: string; dispose(): Promise<void> }>;
}

/** A local file and its identity. */
export interface LocalFile {
  readonly path: string;
  /** Empty for a task that `hashesInputs` itself. */
  readonly sha256: string;
  readonly bytes: number;
}

/** How to publish. */
export interface PublishOptions extends CallOptions {
  /** Whether an existing file may be replaced. */
  readonly replace: boolean;
  /** Size and hash of the file, where whoever wrote it knows them; saves reading it again. */
  readonly identity?: Omit<LocalFile, 'path'> | undefined;
}
