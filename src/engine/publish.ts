import { rm } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { RapgoError } from './errors.js';
import type { Artifact } from './job.js';
import type { ArtifactStore } from './ports/artifact-store.js';
import type { TaskOutput } from './task.js';

/** How to publish the outputs of one run. */
export interface PublishAllOptions {
  /** Whether existing files may be replaced. */
  readonly replace: boolean;
  readonly signal: AbortSignal;
  /** Hears of a file that could not be removed again. */
  warn(code: string, message: string): void;
}

/**
 * Publishes all outputs or none: where one fails, the new files before it are removed again. What was there before
 * and is replaced cannot be brought back, so those come last.
 *
 * @returns the artifacts in the order of `outputs`
 * @throws {RapgoError} as {@link ArtifactStore.publish}
 */
export async function publishAll(
  artifacts: ArtifactStore,
  outputs: readonly TaskOutput[],
  { replace, signal, warn }: PublishAllOptions,
): Promise<Artifact[]> {
  const existing = new Set<TaskOutput>();
  for (const output of outputs) if (replace && (await exists(artifacts, output.uri))) existing.add(output);
  const order = [...outputs].sort((a, b) => Number(existing.has(a)) - Number(existing.has(b)));
  const published = new Map<TaskOutput, Artifact>();
  const added: string[] = [];
  try {
    for (const output of order) {
      signal.throwIfAborted();
      // A new file is never published with `replace`: only so is it surely ours to remove again.
      const stored = await artifacts.publish(output.file, output.uri, {
        replace: existing.has(output),
        identity: output.identity,
        signal,
      });
      if (!existing.has(output)) added.push(stored.uri);
      published.set(output, toArtifact(output, stored));
    }
  } catch (error) {
    for (const uri of added) await retract(uri, warn);
    throw error;
  }
  return outputs.map((output) => published.get(output)!);
}

function toArtifact({ role, pcmSha256 }: TaskOutput, stored: Omit<Artifact, 'role'>): Artifact {
  return pcmSha256 === undefined ? { ...stored, role } : { ...stored, role, pcmSha256 };
}

async function exists(artifacts: ArtifactStore, uri: string): Promise<boolean> {
  try {
    await artifacts.check(uri, { replace: false });
    return false;
  } catch (error) {
    if (error instanceof RapgoError && error.code === 'usage/output-exists') return true;
    throw error;
  }
}

/** The port has no way to take a file back yet; other addresses than `file:` will need one. */
async function retract(uri: string, warn: PublishAllOptions['warn']): Promise<void> {
  try {
    await rm(fileURLToPath(uri));
  } catch {
    warn('output/left', `${uri} belongs to a run that failed and could not be removed`);
  }
}
