import { basename } from 'node:path';
import { pathToFileURL } from 'node:url';
import { RapgoError } from '../../engine/errors.js';
import { type JobSpec, type Ref, SPEC_VERSION } from '../../engine/job.js';
import type { Style } from '../../engine/rap/style.js';
import type { GenerateOptions } from '../../engine/tasks/generate-options.js';
import type { ValuesOf } from '../settings/setting.js';
import type { GENERATE } from '../settings/tables.js';
import type { OutputChoice } from './output.js';
import type { Speech } from './speech.js';

/** Settings of `rapgo generate` as resolved. */
export type GenerateValues = ValuesOf<typeof GENERATE>;

/** Everything a generate job is made of, read and checked. */
export interface GenerateParts {
  readonly speech: Speech;
  readonly values: GenerateValues;
  readonly format: OutputChoice['format'];
  readonly style: Style | null;
  /** The words themselves. */
  readonly transcript: string | null;
}

/**
 * Words about settings that do nothing in this combination.
 *
 * @throws {RapgoError} `usage/bad-option` for those that contradict each other
 */
export function checkCombination({ half, double, beat, offset }: GenerateValues): string[] {
  if (half && double) throw new RapgoError('usage/bad-option', '--half and --double exclude each other');
  if (beat !== null) return [];
  const idle = [half && '--half', double && '--double', offset !== null && '--offset'].filter(
    (flag) => flag !== false,
  );
  return idle.map((flag) => `${flag} says something about a beat and does nothing without --beat`);
}

/** The files a generate job will write, the rap aside. */
export function sideOutputs({
  plan,
  labels,
  lrc,
}: Pick<GenerateValues, 'plan' | 'labels' | 'lrc'>): string[] {
  return [plan, labels, lrc].filter((file) => file !== null);
}

/** The job as plain JSON. */
export function generateSpec(parts: GenerateParts, output: string): JobSpec {
  const { speech, values } = parts;
  return {
    specVersion: SPEC_VERSION,
    kind: 'generate',
    inputs: [refOf(speech.file), ...(values.beat === null ? [] : [refOf(values.beat)])],
    options: optionsOf(parts, output),
  };
}

function optionsOf(parts: GenerateParts, output: string): GenerateOptions {
  const { speech, values, format, style, transcript } = parts;
  return {
    output,
    format,
    style,
    tempoBpm: values.bpm,
    offsetSeconds: values.offset,
    tempoFactor: values.half ? 0.5 : values.double ? 2 : 1,
    grid: values.grid,
    strength: values.strength,
    swing: values.swing,
    key: values.key,
    tune: values.tune,
    hook: values.hook,
    transcript,
    seed: values.seed,
    planFile: uriOf(values.plan),
    targetLufs: values.lufs,
    ceilingDbtp: values.truePeak,
    ...sharedOptions(values),
    title: speech.name,
  };
}

type SharedOptions = Pick<GenerateOptions, 'stemsDir' | 'labelsFile' | 'lyricsFile' | 'strict' | 'force'>;

/** Options that generate and render have in common. */
export function sharedOptions({
  stems,
  labels,
  lrc,
  strict,
  force,
}: Pick<GenerateValues, 'stems' | 'labels' | 'lrc' | 'strict' | 'force'>): SharedOptions {
  return { stemsDir: uriOf(stems), labelsFile: uriOf(labels), lyricsFile: uriOf(lrc), strict, force };
}

/** A local file as an input of a job. */
export function refOf(file: string): Ref {
  return { uri: pathToFileURL(file).href };
}

/** Name for a rap of this speech where none is given; a style that is still open stands as a placeholder. */
export function defaultRapName(speech: Speech, styleName: string): string {
  return `${basename(speech.name)}.${styleName}`;
}

function uriOf(file: string | null): string | null {
  return file === null ? null : pathToFileURL(file).href;
}
