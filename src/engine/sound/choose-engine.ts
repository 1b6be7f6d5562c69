import type { StretchEngine } from '../../dsp/vocoder/types.js';
import type { SoundStream } from '../ports/media.js';
import type { TaskContext } from '../task.js';
import type { EngineChoice } from './limits.js';

/** How much of a sound is listened to: enough to tell speech from music, and no long wait. */
const HEARD_SECONDS = 15;

/** The engine for a sound: as asked for, else `voice` for speech and `music` for all else: stage `listen`. */
export async function chooseEngine(
  choice: EngineChoice,
  sound: SoundStream,
  { progress }: Pick<TaskContext, 'progress'>,
): Promise<StretchEngine> {
  if (choice !== 'auto') return choice;
  progress('listen', 0);
  const { chooseEngine: choose } = await import('../../dsp/vocoder/choose-engine.js');
  const mono = await beginningOf(sound);
  const engine = choose({ sampleRate: sound.sampleRate, channels: [mono] });
  progress('listen', 1);
  return engine;
}

/** The mean of the channels. */
async function beginningOf(sound: SoundStream): Promise<Float32Array> {
  const samples = new Float32Array(HEARD_SECONDS * sound.sampleRate);
  let length = 0;
  for await (const channels of sound.blocks()) {
    const taken = Math.min(samples.length - length, channels[0]!.length);
    for (const channel of channels) {
      for (let n = 0; n < taken; n++) samples[length + n]! += channel[n]! / channels.length;
    }
    length += taken;
    if (length === samples.length) break;
  }
  return samples.subarray(0, length);
}
