import { join } from 'node:path';
import { evenMap } from '../../dsp/time-map.js';
import type { LocalFile } from '../ports/artifact-store.js';
import { changeSound } from '../sound/change-sound.js';
import { chooseEngine } from '../sound/choose-engine.js';
import { openSound } from '../sound/open-sound.js';
import { createStretchProcessor } from '../sound/stretch-processor.js';
import type { TaskContext } from '../task.js';
import type { ConvertOptions } from '../tasks/convert-options.js';

/**
 * The part of a file that is wanted, at another length and the same pitch: stages `extract`, `listen`, `stretch`.
 *
 * @returns a WAV file in the scratch folder
 */
export async function stretchFirst(
  file: LocalFile,
  { track, startSeconds, endSeconds, ratio }: ConvertOptions,
  context: TaskContext,
): Promise<string> {
  const { converter, signal, progress } = context;
  const extracted = join(context.scratch, 'source.wav');
  await converter.convert(file.path, extracted, {
    ...{
      track,
      startSeconds,
      endSeconds,
      format: 'wav',
      quality: null,
      sampleRate: null,
      channelCount: null,
    },
    ...{ gainDb: 0, copy: false, tags: {}, chapters: false, tagsFrom: null, verify: 'quick' },
    onProgress: (fraction) => progress('extract', fraction),
    signal,
  });
  const sound = await openSound({ ...file, path: extracted }, context);
  try {
    const map = evenMap(ratio!);
    const { channelCount, sampleRate, durationSeconds } = sound;
    const engine = await chooseEngine('auto', sound, context);
    const processor = await createStretchProcessor(
      { channelCount, sampleRate, map, engine },
      durationSeconds,
      context,
    );
    const change = {
      ...{ name: 'stretch', file, sound, processor, format: 'wav' as const },
      outputAt: (at: number) => at * ratio!,
      output: 'file:///stretched.wav', // stays in the scratch folder
    };
    const { outputs } = await changeSound(change, context);
    return outputs[0]!.file;
  } finally {
    await sound.close();
  }
}
