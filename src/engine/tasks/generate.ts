import { basename } from 'node:path';
import { chooseStyle } from '../rap/choose-style.js';
import { STYLE_PLACEHOLDER } from '../rap/defaults.js';
import { decodeBeat, hearBeat } from '../rap/hear-beat.js';
import { hearSpeech, RAP_RATE } from '../rap/hear-speech.js';
import { makePlan } from '../rap/make-plan.js';
import { outputsOf } from '../rap/output-files.js';
import { produceRap, type RapResult } from '../rap/produce.js';
import { alignWords, readTranscript } from '../rap/transcript.js';
import { defineTask } from '../task.js';
import { type GenerateOptions, GenerateOptionsSchema } from './generate-options.js';

const placeholder = encodeURI(STYLE_PLACEHOLDER);

/** Speech in, rap out. Inputs: the speech, then a recorded beat where one is to be rapped on. */
export const generate = defineTask<GenerateOptions, RapResult>({
  kind: 'generate',
  options: GenerateOptionsSchema,
  outputs: (options) => outputsOf(options).filter((uri) => !uri.includes(placeholder)),
  replaces: ({ force }) => force,
  async run([speechFile, beatFile], options, context) {
    const words = options.transcript === null ? null : readTranscript(options.transcript);
    const { voice, speech, voiceGains } = await hearSpeech(speechFile!, words, context);
    const beatSound = beatFile ? await decodeBeat(beatFile, context) : null;
    const longest = 120 + 4 * (voice.length / RAP_RATE); // more than any form makes of it
    const beat = beatFile ? await hearBeat(beatFile, beatSound!, options, longest, context) : null;
    context.progress('plan', 0);
    const plan = makePlan({
      ...options,
      rapgoVersion: context.rapgoVersion,
      source: {
        name: basename(speechFile!.path),
        sha256: speechFile!.sha256,
        durationSeconds: voice.length / RAP_RATE,
      },
      speech,
      voiceGains,
      style: options.style ?? chooseStyle(speech),
      seed: options.seed ?? Number.parseInt(speechFile!.sha256.slice(0, 8), 16),
      words: words ? alignWords(words, speech.phrases) : new Map(),
      beat,
    });
    context.progress('plan', 1);
    const output = options.output.replace(placeholder, plan.style.name);
    const sounds = { voice, beat: beatSound, tempoConfidence: beat?.confidence ?? 1 };
    return produceRap({ ...options, ...sounds, plan, output }, context);
  },
});
