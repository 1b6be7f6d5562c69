import { stat } from 'node:fs/promises';
import type { CliContext } from '../context.js';
import type { BatchItem } from '../report/batch/index.js';
import type { ConvertItem } from './run-item.js';

/** What would be done to a file: its size, and the command line of ffmpeg. */
export async function explainItem(
  { source, output, options }: ConvertItem,
  { converter, signal }: Pick<CliContext, 'converter' | 'signal'>,
): Promise<BatchItem> {
  const { normalizeLufs, trimSilence, ratio } = options;
  const command = await (await converter()).explain(source.path, output, {
    ...options,
    ...{ gainDb: 0, tagsFrom: null, signal },
  });
  const bytes = source.stamp?.bytes ?? (await stat(source.path)).size;
  const first = [
    ...(ratio === null ? [] : ['stretched first']),
    ...(normalizeLufs === null && !trimSilence ? [] : ['measured first, which changes gain or part']),
  ];
  const words = [`${(bytes / 1e6).toFixed(1)} MB`, ...first].join(', ');
  return { file: source.path, output, state: 'planned', words, command };
}
