import { extname } from 'node:path';
import { OUTPUT_FORMATS, type OutputFormat } from '../../engine/ports/media.js';
import type { CliContext } from '../context.js';
import { checkStdout, chooseOutput, guardOriginals, type OutputChoice } from '../rap-job/output.js';
import { openSpeech } from '../rap-job/speech.js';
import type { Origin } from '../settings.js';

/** A command that changes one sound. */
export interface SoundRequest {
  /** A file, or `-` for stdin. */
  readonly input: string;
  readonly values: { readonly output: string | null; readonly format: OutputFormat | null };
  readonly origins: { readonly output: Origin; readonly format: Origin };
}

/** Where a sound comes from and goes. */
export interface SoundPlaces {
  /** Absolute. */
  readonly input: string;
  readonly output: OutputChoice;
}

/**
 * Finds input and output of a command; without a name the result is `NAME.COMMAND` in the format of the input.
 *
 * @param others files the command reads beside its input
 * @throws {RapgoError} `usage/bad-option`, and what reading stdin throws
 */
export async function findPlaces(
  cli: CliContext,
  command: string,
  { input, values, origins }: SoundRequest,
  others: readonly string[] = [],
): Promise<SoundPlaces> {
  checkStdout(cli, values.output, 'sound');
  const words = { what: 'sound', example: `rapgo ${command} - -o out.wav < in.wav` };
  const sound = await openSpeech(cli, input, words);
  const output = chooseOutput({
    ...values,
    origins,
    cwd: cli.host.cwd,
    defaultName: `${sound.name}.${command}`,
    fallback: values.output === '-' ? 'wav' : formatOf(input),
  });
  if (output.file !== undefined) guardOriginals([output.file], [sound.file, ...others]);
  return { input: sound.file, output };
}

/** The format of a name, where we can write it. */
function formatOf(input: string): OutputFormat {
  const ending = extname(input).slice(1).toLowerCase();
  return OUTPUT_FORMATS.find((format) => format === ending) ?? 'wav';
}
