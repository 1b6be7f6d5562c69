import { lstat, mkdtemp, rmdir, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { RapgoError } from '../../engine/errors.js';
import type { Ref } from '../../engine/job.js';
import type { ArtifactStore, LocalFile } from '../../engine/ports/artifact-store.js';
import type { CallOptions } from '../../engine/ports/call-options.js';
import { identifyFile } from './hash-file.js';
import { checkInputFile, inputError } from './input-file.js';
import { moveIntoPlace, outputExists, syncFile } from './move-into-place.js';
import { outputError } from './output-error.js';
import { makeScratch, removeStale, scratchPrefix } from './scratch.js';

/** What a folder store may be told. */
export interface FolderOptions {
  /** Where a run without an output works. @default the folder of the system for temporary files */
  readonly temporaryFolder?: string | undefined;
  /** Milliseconds since 1970-01-01 UTC; tells left-over folders from living ones. @default Date.now */
  readonly now?: (() => number) | undefined;
}

/** Files on this machine, under `file:` addresses. Inputs are used where they are; nothing is copied. */
export function folderArtifacts({
  temporaryFolder = tmpdir(),
  now = Date.now,
}: FolderOptions = {}): ArtifactStore {
  /** Folders looked through for left-overs: once is enough, and listing a large one takes long. */
  const swept = new Set<string>();
  return {
    fetch: (ref, _scratch, options) => fetchFile(ref, options),
    async locate({ uri, bytes }) {
      const path = inputPath(uri);
      const size = await checkInputFile(path);
      if ((bytes ?? size) !== size) throw changed(path);
      return { path, bytes: size };
    },
    async publish(file, uri, { replace, signal, identity }) {
      const target = outputPath(uri);
      // A large file is hashed while the rest of it goes to the disk.
      const syncing = syncFile(file).catch(() => {}); // moving it syncs once more, and says what is wrong
      const { bytes, sha256 } = identity ?? (await identifyFile(file, { signal }));
      await syncing;
      signal?.throwIfAborted();
      try {
        await refuseOddTarget(target);
        await moveIntoPlace(file, target, { replace });
        return { uri, bytes, sha256 };
      } catch (cause) {
        throw outputError(target, cause);
      }
    },
    async check(uri, { replace }) {
      const target = outputPath(uri);
      try {
        await refuseOddTarget(target);
        if (!replace && (await exists(target))) throw outputExists(target);
        await tryFolder(dirname(target));
      } catch (cause) {
        throw outputError(target, cause);
      }
    },
    async scratch(uri) {
      const parent = uri === undefined ? temporaryFolder : dirname(outputPath(uri));
      try {
        const scratch = await makeScratch(parent);
        if (!swept.has(parent)) {
          swept.add(parent);
          await removeStale(parent, now());
        }
        return scratch;
      } catch (cause) {
        throw outputError(uri === undefined ? parent : outputPath(uri), cause);
      }
    },
  };
}

async function fetchFile({ uri, sha256, bytes }: Ref, options: CallOptions = {}): Promise<LocalFile> {
  const path = inputPath(uri);
  let identity: Omit<LocalFile, 'path'>;
  try {
    await checkInputFile(path);
    identity = await identifyFile(path, options);
  } catch (cause) {
    options.signal?.throwIfAborted();
    throw inputError(path, cause);
  }
  const isSame =
    (sha256 ?? identity.sha256) === identity.sha256 && (bytes ?? identity.bytes) === identity.bytes;
  if (isSame) return { path, ...identity };
  throw changed(path);
}

const changed = (path: string): RapgoError =>
  new RapgoError('media/unreadable', `${path} is not the file it was when the job was made`, {
    hint: 'Start a new job with the file as it is now',
  });

const inputPath = (uri: string): string => {
  try {
    return fileURLToPath(uri);
  } catch (cause) {
    throw new RapgoError('media/not-found', `${uri} is no address of a file on this machine`, { cause });
  }
};

const outputPath = (uri: string): string => {
  try {
    return fileURLToPath(uri);
  } catch (cause) {
    throw new RapgoError('output/unwritable', `${uri} is no address of a file on this machine`, { cause });
  }
};

/** A rename would put a file in the place of a device such as /dev/null, or fail in odd words on a folder. */
async function refuseOddTarget(target: string): Promise<void> {
  const about = await stat(target).catch(ignoreMissing);
  if (about === undefined || about.isFile()) return;
  const kind = about.isDirectory() ? 'it is a folder' : 'it is not an ordinary file';
  throw new RapgoError('output/unwritable', `${target} cannot be written: ${kind}`);
}

/** Also true of a link that leads nowhere: its name is taken. */
const exists = async (target: string): Promise<boolean> =>
  (await lstat(target).catch(ignoreMissing)) !== undefined;

function ignoreMissing(cause: unknown): undefined {
  if ((cause as NodeJS.ErrnoException).code !== 'ENOENT') throw cause;
}

/** Permissions lie (for root, on read-only and network volumes), so a folder is made and removed again. */
async function tryFolder(folder: string): Promise<void> {
  await rmdir(await mkdtemp(join(folder, scratchPrefix())));
}
