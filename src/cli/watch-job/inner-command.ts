import { Command, CommanderError } from 'commander';
import { parseArgsStringToArgv } from 'string-argv';
import { RapgoError } from '../../engine/errors.js';
import { flagsOf, type Start } from '../command.js';
import { COMMANDS } from '../commands/index.js';
import type { CliContext } from '../context.js';
import { resolveSettings, type Surroundings } from '../settings.js';
import { usageError } from '../usage.js';

/** Commands that make one file of another. */
const INNER = ['convert', 'generate', 'stretch', 'pitch'] as const;

/** What is done with each file that arrives: a command line of ours, without input and output. */
export interface InnerCommand {
  readonly words: readonly string[];
  /**
   * Runs it for one file, with a result of its own naming in `folder`.
   * @throws what the command throws
   */
  run(cli: CliContext, file: string, folder: string): Promise<void>;
}

/**
 * Reads the command line of `--do`.
 *
 * @throws {RapgoError} `usage/bad-option` for whatever could not be run for every file
 */
export const readInnerCommand = (line: string, surroundings: Surroundings): Promise<InnerCommand> =>
  readInnerWords(parseArgsStringToArgv(line), surroundings);

/** {@link readInnerCommand} for a line that is in words already. */
export async function readInnerWords(
  [name = '', ...words]: readonly string[],
  surroundings: Surroundings,
): Promise<InnerCommand> {
  const known = INNER.find((each) => each === name);
  if (known === undefined) {
    throw new RapgoError('usage/bad-option', `--do cannot be "${[name, ...words].join(' ')}"`, {
      hint: `begin it with ${INNER.join(', ')}`,
    });
  }
  const build = await COMMANDS[known].load();
  const parse = async (start: Start, more: readonly string[]): Promise<void> => {
    const root = new Command('rapgo').exitOverride();
    root.configureOutput({ writeOut: () => {}, writeErr: () => {}, outputError: () => {} });
    root.addCommand(build(start).copyInheritedSettings(root));
    try {
      await root.parseAsync([known, ...words, ...more], { from: 'user' });
    } catch (error) {
      throw error instanceof CommanderError ? usageError(error, `rapgo ${known}`) : error;
    }
  };
  await check(parse, surroundings);
  return {
    words: [known, ...words],
    run(cli, file, folder) {
      const start: Start = async (command, table, section) => ({
        ...{ cli, surroundings },
        ...resolveSettings(table, section, flagsOf(command), surroundings),
      });
      return parse(start, ['--output', `${folder}/`, '--', file]);
    },
  };
}

/** Thrown where a command that is only looked at would begin to work. */
const SEEN = Symbol('seen');

async function check(
  parse: (start: Start, more: readonly string[]) => Promise<void>,
  surroundings: Surroundings,
): Promise<void> {
  const look: Start = async (command, table, section) => {
    const flags = flagsOf(command);
    if (flags.output !== undefined) throw refusal('--output', 'give it to the command outside');
    if (command.args.length > 1) throw refusal(command.args[0]!, 'leave out the input: it is what arrives');
    const values: Readonly<Record<string, unknown>> = resolveSettings(
      table,
      section,
      flags,
      surroundings,
    ).values;
    if (values.splitChapters === true) throw refusal('--split-chapters', ONE_RESULT);
    if (values.track === 'all') throw refusal('--track all', ONE_RESULT);
    if (values.dryRun === true) throw refusal('--dry-run', 'leave it out');
    throw SEEN;
  };
  await parse(look, ['--', 'FILE']).catch((thrown: unknown) => {
    if (thrown !== SEEN) throw thrown;
  });
}

const ONE_RESULT = 'each file that arrives becomes one file';

const refusal = (what: string, hint: string): RapgoError =>
  new RapgoError('usage/bad-option', `${what} has no place here`, { hint });
