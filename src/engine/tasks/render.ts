import { RapgoError } from '../errors.js';
import type { LocalFile } from '../ports/artifact-store.js';
import { checkPlan } from '../rap/check-plan.js';
import { decodeBeat } from '../rap/hear-beat.js';
import { RAP_RATE, voiceOfPlan } from '../rap/hear-speech.js';
import { outputsOf } from '../rap/output-files.js';
import type { Plan } from '../rap/plan.js';
import { produceRap, type RapResult } from '../rap/produce.js';
import { defineTask } from '../task.js';
import { type RenderOptions, RenderOptionsSchema } from './generate-options.js';

/** A plan, edited or not, to the same bytes again. Inputs as of generate: the very files the plan names. */
export const render = defineTask<RenderOptions, RapResult>({
  kind: 'render',
  options: RenderOptionsSchema,
  outputs: (options) => outputsOf({ ...options, planFile: null }),
  replaces: ({ force }) => force,
  async run([speechFile, beatFile], options, context) {
    const { plan } = options;
    checkSource(plan, speechFile!, beatFile);
    const voice = await voiceOfPlan(speechFile!, plan.voiceGains, context);
    checkPlan(plan, voice.length / RAP_RATE);
    const beat = beatFile ? await decodeBeat(beatFile, context) : null;
    return produceRap({ ...options, voice, beat, tempoConfidence: 1, planFile: null }, context);
  },
});

function checkSource(plan: Plan, speech: LocalFile, beat: LocalFile | undefined): void {
  if (speech.sha256 !== plan.source.sha256) {
    throw new RapgoError(
      'plan/wrong-source',
      `the plan was made from another recording than ${speech.path}`,
      {
        hint: `give the file the plan was made from (${plan.source.name}) with --source`,
      },
    );
  }
  if (plan.beat && beat?.sha256 !== plan.beat.sha256) {
    throw new RapgoError(
      'plan/wrong-source',
      `the plan was made for the beat ${plan.beat.name}, not this one`,
      {
        hint: 'give that very file with --beat',
      },
    );
  }
}
