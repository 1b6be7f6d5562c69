import type { CommanderError } from 'commander';
import { RapgoError } from '../engine/errors.js';

/** Codes by which commander says that it printed what was asked for. */
const ANSWERED = new Set(['commander.helpDisplayed', 'commander.help', 'commander.version']);

/** Whether commander answered (help, version), so that nothing went wrong. */
export function isAnswered({ code, exitCode }: CommanderError): boolean {
  return exitCode === 0 && ANSWERED.has(code);
}

/** A mistake on the command line in our words; commander's own begin with `error:` and put the guess on a line. */
export function usageError(error: CommanderError, commandPath: string): RapgoError {
  const hint = `${commandPath} --help`;
  // Commander's way of saying that a command with subcommands was given none.
  if (error.code === 'commander.help') {
    return new RapgoError('usage/bad-option', 'which command? See above', { cause: error, hint });
  }
  const [words = '', guess] = error.message.replace(/^error: /, '').split('\n');
  const meant = guess === undefined ? '' : ` ${guess.replace('Did', 'did')}`;
  return new RapgoError('usage/bad-option', `${words.replace(/\.$/, '')}${meant}`, { cause: error, hint });
}
