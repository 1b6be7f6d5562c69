import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { env } from 'node:process';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { createFfmpegDecoder } from '../src/adapters/media/ffmpeg-decoder.js';
import { locateFfmpeg } from '../src/adapters/media/locate.js';
import { analyseSpeech, SPEECH_RATE, type SpeechMap } from '../src/dsp/analyse-speech.js';
import { alignWords, readTranscript } from '../src/engine/rap/transcript.js';

/** Recordings that are not part of the project; `$RAPGO_AUDIO` names their folder from the repository's root. */
const CLIPS = [
  {
    file: 'jfk.flac',
    syllables: 28,
    text: `And so my fellow Americans ask not what your country can do for you ask what you can do for your country`,
  },
  {
    file: 'lv_0870.flac',
    syllables: 30,
    text: `and mister john dashwood had then leisure to consider how much there might be prudently in his power to do
      for them`,
  },
  {
    file: 'lv_0890.flac',
    syllables: 20,
    text: 'unless to be rather cold hearted and rather selfish is to be ill disposed',
  },
  {
    file: 'lv_0920.flac',
    syllables: 26,
    text: `had he married a more amiable woman he might have been made still more respectable than he was`,
  },
  { file: 'goforward.wav', syllables: 6, text: 'go forward ten meters' },
] as const;

const root = fileURLToPath(new URL('..', import.meta.url));
const folder = resolve(root, env.RAPGO_AUDIO ?? '../shared/audio', 'speech');

const ffmpeg = await locateFfmpeg({ env, cacheFolder: undefined }).catch(() => undefined);
const missing = CLIPS.filter(({ file }) => !existsSync(join(folder, file))).map(({ file }) => file);
const reason = ffmpeg
  ? missing.length > 0 && `${folder} lacks ${missing.join(', ')}: set RAPGO_AUDIO`
  : 'there is no ffmpeg';

async function hear(file: string): Promise<SpeechMap> {
  const decoder = createFfmpegDecoder(async () => ffmpeg!);
  const wish = { sampleRate: SPEECH_RATE, channelCount: 1, limitSeconds: 60 } as const;
  const { channels } = await decoder.decode(join(folder, file), wish);
  return analyseSpeech(channels[0]!, SPEECH_RATE);
}

describe(reason ? `real speech (skipped: ${reason})` : 'real speech', () => {
  for (const { file, syllables, text } of CLIPS) {
    it.skipIf(reason)(`${file} has ${syllables} syllables, give or take a tenth`, async () => {
      const { phrases, medianF0Hz } = await hear(file);
      const counted = phrases.reduce((sum, phrase) => sum + phrase.syllables.length, 0);
      expect(Math.abs(counted - syllables)).toBeLessThanOrEqual(0.1 * syllables);
      expect(medianF0Hz).toBeGreaterThan(70);
      expect(medianF0Hz).toBeLessThan(300);
      const words = [...alignWords(readTranscript(text), phrases).values()].filter((word) => word !== '-');
      expect(words.length).toBeGreaterThan(0.9 * readTranscript(text).length);
    });
  }
});
