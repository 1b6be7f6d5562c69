import { resolve } from 'node:path';
import { Command } from 'commander';
import type { Style } from '../../engine/rap/style.js';
import type { Start } from '../command.js';
import type { CliContext } from '../context.js';
import { resolveStyle } from '../rap-job/style-choice.js';
import { columns } from '../report/columns.js';
import { measureLines } from '../report/measures.js';
import { nameOrFileKind } from '../settings/kinds.js';

/** Reads the command line of `rapgo styles`. */
export function stylesCommand(start: Start, run = runStyles): Command {
  return new Command('styles')
    .argument('[name]', 'show this one')
    .option('--validate <FILE>', 'check a style file of yours')
    .action(async (name: string | undefined, { validate }: { validate?: string }, command: Command) => {
      const { cli } = await start(command, {});
      await run(cli, { name, validate });
    });
}

/** Lists the styles, shows one, or checks a file. */
export async function runStyles(
  cli: CliContext,
  { name, validate }: { name?: string | undefined; validate?: string | undefined },
): Promise<void> {
  if (validate !== undefined) return validateStyle(cli, resolve(cli.host.cwd, validate));
  if (name !== undefined) return showStyle(cli, (await resolveStyle(absoluteFile(cli, name), cli.host.env))!);
  const { STYLES } = await import('../../engine/rap/styles/index.js');
  const styles: readonly Style[] = Object.values(STYLES);
  const rows = styles.map(({ name, tempoBpm: { min, max }, description }) => [
    name,
    `${min}-${max} BPM`,
    description,
  ]);
  cli.report.result({ command: 'styles', data: { styles }, lines: columns(rows) });
}

function absoluteFile({ host }: CliContext, nameOrFile: string): string {
  return nameOrFileKind.isPath?.(nameOrFile) ? resolve(host.cwd, nameOrFile) : nameOrFile;
}

function showStyle(cli: CliContext, style: Style): void {
  const { styleVersion: _, band, ...rest } = style;
  // The band is hundreds of numbers; whoever wants to copy it takes the JSON.
  const summary = { ...rest, band: band === null ? 'none' : 'see --json' };
  cli.report.result({ command: 'styles', data: { style }, lines: measureLines(summary) });
}

async function validateStyle(cli: CliContext, file: string): Promise<void> {
  const { readStyle } = await import('../rap-job/style-file.js');
  const style = await readStyle(file);
  const lines = [`${file} is a valid style, ${style.name}`];
  cli.report.result({ command: 'styles', data: { file, valid: true, style }, lines });
}
