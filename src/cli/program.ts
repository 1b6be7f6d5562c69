import { Command, CommanderError, Option } from 'commander';
import { VERSION } from '../version.js';
import { flagsOf, type Start, withSettings } from './command.js';
import { COMMANDS } from './commands/index.js';
import { type CliContext, createContext } from './context.js';
import type { Host } from './host.js';
import { COMMON } from './settings/tables.js';
import { misspeltVariables } from './settings/variables.js';
import { readSurroundings, resolveSettings } from './settings.js';
import { isAnswered, usageError } from './usage.js';

const FOOTER = `
Every option may also stand in the environment (--true-peak is RAPGO_TRUE_PEAK) and in rapgo.toml, in this folder or
its parents, or in your own ~/.config/rapgo/config.toml. A flag beats a variable, which beats a file.

Exit codes: 0 done, 1 a fault of rapgo, 2 usage, 3 input, 4 an outside part is missing, 5 the request cannot be met,
6 a check failed (--strict), 7 part of a batch failed, 8 output or history, 130 interrupted, 143 terminated.`;

/** What a run leaves for its end, whatever happened. */
export interface Session {
  readonly host: Host;
  readonly signal: AbortSignal;
  readonly divertInterrupt: CliContext['divertInterrupt'];
  /** There once a command has started. */
  context?: CliContext;
}

/**
 * Reads the command line and runs the command it names.
 *
 * @throws {RapgoError} and whatever else stops a command
 */
export async function runProgram(argv: readonly string[], session: Session): Promise<void> {
  const program = await buildProgram(argv, session);
  let current: Command = program;
  followInto(program, (command) => {
    current = command;
  });
  try {
    await program.parseAsync([...argv], { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (isAnswered(error)) return;
    throw usageError(error, pathOf(current));
  }
}

async function buildProgram(argv: readonly string[], session: Session): Promise<Command> {
  const { stdout, stderr } = session.host;
  const program = withSettings(new Command('rapgo'), COMMON)
    .description('turns spoken words into a rap that sits on the beat')
    .version(VERSION, '-V, --version', 'print the version')
    .addOption(new Option('--config <FILE>', 'read this config file and no other').helpGroup('General:'))
    .addOption(new Option('--ignore-config', 'read no config file').helpGroup('General:'))
    .addHelpText('after', FOOTER)
    .configureHelp({ showGlobalOptions: true, subcommandTerm: (command) => command.name() })
    .configureOutput({
      writeOut: (text) => stdout.write(text),
      writeErr: (text) => stderr.write(text),
      outputError: () => {},
    })
    .exitOverride();
  const start = starterOf(program, session);
  const words = new Set(argv);
  for (const [name, { description, load }] of Object.entries(COMMANDS)) {
    // Only a command that is named is loaded; for the others a name and a sentence are enough.
    const command = words.has(name) ? (await load())(start) : new Command(name);
    inherit(command.description(description), program);
    program.addCommand(command);
  }
  return program;
}

/** `addCommand` leaves the settings of the parent behind; exit codes and streams must be ours everywhere. */
function inherit(command: Command, parent: Command): void {
  command.copyInheritedSettings(parent);
  for (const child of command.commands) inherit(child, command);
}

/** Tells which command is being parsed, so that a mistake can point to its help. */
function followInto(command: Command, onEnter: (command: Command) => void): void {
  command.hook('preSubcommand', (_, entered) => onEnter(entered));
  for (const child of command.commands) followInto(child, onEnter);
}

function starterOf(program: Command, session: Session): Start {
  return async (command, table, section) => {
    const flags = flagsOf(program);
    const surroundings = await readSurroundings(session.host, {
      config: text(flags.config) ?? session.host.env.RAPGO_CONFIG,
      ignoreConfig: flags.ignoreConfig === true || Boolean(session.host.env.RAPGO_IGNORE_CONFIG),
    });
    const common = resolveSettings(COMMON, undefined, flags, surroundings);
    const { host, signal, divertInterrupt } = session;
    const context = await createContext({ host, signal, divertInterrupt, common });
    session.context = context;
    for (const words of misspeltVariables(session.host.env)) context.report.warn(words);
    for (const { path } of surroundings.files) context.report.detail(`settings from ${path}`);
    return { cli: context, surroundings, ...resolveSettings(table, section, flagsOf(command), surroundings) };
  };
}

function text(flag: string | boolean | undefined): string | undefined {
  return typeof flag === 'string' ? flag : undefined;
}

function pathOf(command: Command): string {
  return command.parent === null ? command.name() : `${pathOf(command.parent)} ${command.name()}`;
}
