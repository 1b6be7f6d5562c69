import { type Command, Option } from 'commander';
import type { CliContext } from './context.js';
import type { Setting, SettingTable } from './settings/setting.js';
import type { Flags, Resolved, Surroundings } from './settings.js';

/** A command that is about to run: its surroundings and its settings. */
interface Started<Table extends SettingTable> extends Resolved<Table> {
  readonly cli: CliContext;
  /** What settings were read from, for a command that starts others. */
  readonly surroundings: Surroundings;
}

/**
 * Makes ready what a command needs once commander has read the flags.
 *
 * @param section table of the config files that is for this command, where there is one
 */
export type Start = <Table extends SettingTable>(
  command: Command,
  table: Table,
  section?: string,
) => Promise<Started<Table>>;

/** Builds one command. */
export type CommandBuilder = (start: Start) => Command;

/** Gives a command its settings as options. Their values stay text: judging is the same for every origin. */
export function withSettings(command: Command, table: SettingTable): Command {
  for (const setting of Object.values(table)) command.addOption(toOption(setting));
  return command;
}

/** Only what stands on the command line: commander fills in a default of its own for `--no-…`. */
export function flagsOf(command: Command): Flags {
  const given = Object.entries(command.opts()).filter(
    ([name]) => command.getOptionValueSource(name) === 'cli',
  );
  return Object.fromEntries(given);
}

function toOption(setting: Setting<unknown>): Option {
  const { flags, describe, fallback, group } = setting;
  const saysDefault = typeof fallback === 'number' && !describe.includes('(default');
  const option = new Option(flags, saysDefault ? `${describe} (default: ${fallback})` : describe);
  if (group !== undefined) option.helpGroup(group);
  return option;
}
