import { createHash } from 'node:crypto';
import { readdir, readFile, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { Clip } from './clips.js';
import { generate, type RapFiles, rapFiles } from './rapgo.js';

/** Whether more runs gave the same bytes. */
export interface DeterminismMeasure {
  readonly same: boolean;
  /** `run: file` of every difference. */
  readonly differences: readonly string[];
}

/** Runs once more as before, then with one and with two workers; the first run is `done`. */
export async function measureDeterminism(
  clip: Clip,
  style: string,
  done: RapFiles,
): Promise<DeterminismMeasure> {
  const wanted = await hashOutputs(done);
  const differences: string[] = [];
  for (const { name, extra } of [
    { name: 'again', extra: [] },
    { name: 'workers-1', extra: ['--workers', '1'] },
    { name: 'workers-2', extra: ['--workers', '2'] },
  ]) {
    const files = rapFiles(join(done.folder, name));
    await generate(clip.file, style, files, extra);
    const found = await hashOutputs(files);
    await rm(files.folder, { recursive: true });
    for (const key of new Set([...wanted.keys(), ...found.keys()])) {
      if (wanted.get(key) !== found.get(key)) differences.push(`${name}: ${key}`);
    }
  }
  return { same: differences.length === 0, differences };
}

/** sha256 by file name of the rap, its plan and its stems. */
async function hashOutputs(files: RapFiles): Promise<Map<string, string>> {
  const stems = (await readdir(files.stems)).sort().map((name) => join(files.stems, name));
  const hashes = new Map<string, string>();
  for (const file of [files.rap, files.plan, ...stems]) {
    hashes.set(
      basename(file),
      createHash('sha256')
        .update(await readFile(file))
        .digest('hex'),
    );
  }
  return hashes;
}
