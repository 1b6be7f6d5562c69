import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as v from 'valibot';
import { folderArtifacts } from '../src/adapters/artifacts/folder.js';
import { memoryJobs } from '../src/adapters/jobs/memory.js';
import { inlineWorkers } from '../src/adapters/workers/inline.js';
import { createEngine, type Engine } from '../src/engine/engine.js';
import { RapgoError } from '../src/engine/errors.js';
import { KERNELS } from '../src/engine/kernels.js';
import type { RunStore } from '../src/engine/ports/run-store.js';
import { defineTask } from '../src/engine/task.js';
import { NO_MEDIA } from './no-media.js';

/** Copies its input to one output; an input that says `bad` fails. */
const copy = defineTask({
  kind: 'copy',
  options: v.strictObject({ out: v.string() }),
  outputs: ({ out }) => [out],
  replaces: () => false,
  async run([input], { out }, context) {
    const text = await readFile(input!.path, 'utf8');
    if (text === 'bad') throw new RapgoError('media/not-media', `${input!.path} is bad`);
    const file = join(context.scratch, 'out');
    await writeFile(file, text);
    return { result: { inputSeconds: text.length }, outputs: [{ role: 'copy', file, uri: out }] };
  },
});

/** A real engine that knows one simple task, `copy`, and a history in memory whose clock goes on at each look. */
export function copyEngine(): { engine: Engine; jobs: RunStore } {
  let time = 1_800_000_000_000;
  const now = (): number => ++time;
  const jobs = memoryJobs({ now });
  const engine = createEngine(
    {
      jobs,
      artifacts: folderArtifacts(),
      ...NO_MEDIA,
      workers: inlineWorkers(KERNELS),
      owner: 'me',
      rapgoVersion: '1.2.3',
      now,
    },
    { copy },
  );
  return { engine, jobs };
}
