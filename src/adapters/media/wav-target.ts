import { open, rm } from 'node:fs/promises';
import type { ByteSink } from '../../engine/ports/media.js';
import { outputError } from '../artifacts/output-error.js';
import { type Sha256, sha256Here } from '../artifacts/sha256.js';

/** Bytes after which what was written goes to the disk while more is made: the end then waits for the rest alone. */
const SYNC_BYTES = 16 * 1024 * 1024;

/** Where the bytes of a WAV file go. */
export interface WavTarget {
  /** Whether the beginning can be written again at the end. */
  readonly isRewritable: boolean;
  append(bytes: Uint8Array): Promise<void>;
  /** Ends the file; durable once resolved. @param header a new one, where the first has turned out wrong */
  finish(header: Uint8Array | undefined): Promise<void>;
  /** Gives up; no file is left behind. Safe twice. */
  discard(): Promise<void>;
}

/**
 * A file.
 *
 * @throws {RapgoError} `output/unwritable`, `output/full`, here or from the target
 */
export async function fileTarget(file: string): Promise<WavTarget> {
  const guarded = async <Value>(action: () => Promise<Value>): Promise<Value> => {
    try {
      return await action();
    } catch (cause) {
      throw outputError(file, cause);
    }
  };
  const handle = await guarded(() => open(file, 'w'));
  // A full volume takes part of the bytes first; only the next call fails.
  const writeAll = async (bytes: Uint8Array, position: number | null): Promise<void> => {
    for (let done = 0; done < bytes.length; ) {
      const at = position === null ? null : position + done;
      done += (await handle.write(bytes, done, bytes.length - done, at)).bytesWritten;
    }
  };
  let unsynced = 0;
  let syncing: Promise<unknown> | undefined; // to the error that it met, which the system may tell only once
  return {
    isRewritable: true,
    append: (bytes) =>
      guarded(async () => {
        await writeAll(bytes, null);
        unsynced += bytes.length;
        if (unsynced < SYNC_BYTES) return;
        unsynced = 0;
        syncing = joined(syncing, () => handle.datasync());
      }),
    finish: (header) =>
      guarded(async () => {
        const fault = await syncing;
        if (fault !== undefined) throw fault;
        if (header !== undefined) await writeAll(header, 0);
        await handle.sync();
        await handle.close();
      }),
    async discard() {
      await handle.close().catch(() => undefined);
      await rm(file, { force: true });
    },
  };
}

/** Does one thing after another, whoever waits; resolves to the first error there was. */
const joined = async (before: Promise<unknown> | undefined, next: () => Promise<void>): Promise<unknown> =>
  (await before) ?? next().catch((cause: unknown) => cause);

/** A reader who takes bytes as they come. */
export const sinkTarget = (sink: ByteSink): WavTarget => ({
  isRewritable: false,
  append: (bytes) => sink.write(bytes),
  finish: async () => undefined,
  discard: async () => undefined,
});

/** What passed through {@link hashing}. */
interface Hashed extends WavTarget {
  /** Of everything appended; call it once, after a finish without a new header. */
  identity(): Promise<{ readonly bytes: number; readonly sha256: string }>;
}

/** A target that hashes what it appends. */
export function hashing(target: WavTarget, hash: Sha256 = sha256Here()): Hashed {
  let bytes = 0;
  return {
    ...target,
    async append(chunk) {
      await hash.update(chunk);
      bytes += chunk.length;
      await target.append(chunk);
    },
    async finish(header) {
      if (header !== undefined) hash.discard(); // it was that of another header
      await target.finish(header);
    },
    identity: async () => ({ bytes, sha256: await hash.digest() }),
    async discard() {
      hash.discard();
      await target.discard();
    },
  };
}
