import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import { Command } from 'commander';
import { type Start, withSettings } from '../command.js';
import type { CliContext } from '../context.js';
import { type ConvertRequest, readDestination, readOptions } from '../convert-job/wishes.js';
import { CONVERT } from '../settings/tables.js';

const EXAMPLES = `
Examples:
  rapgo convert talk.mp4                              talk.mp3 here
  rapgo convert lectures -o audio                     a whole folder; run it again tomorrow for what is new
  rapgo convert film.mkv -o film.flac --track 2       the second audio track
  rapgo convert book.m4b --split-chapters --copy auto -f m4a
  rapgo convert talks -o car --normalize -16 --trim-silence --speed 1.3`;

/** Reads the command line of `rapgo convert`. */
export function convertCommand(start: Start, run = runConvert): Command {
  return withSettings(new Command('convert'), CONVERT)
    .argument('<input...>', 'files and folders; @LIST names a file of names, - is stdin')
    .addHelpText('after', EXAMPLES)
    .action(async (inputs: string[], _options: unknown, command: Command) => {
      const { cli, values, origins } = await start(command, CONVERT, 'convert');
      await run(cli, { inputs, values, origins });
    });
}

/** Converts one file, or many. */
export async function runConvert(cli: CliContext, request: ConvertRequest): Promise<void> {
  const destination = readDestination(request, cli.host.cwd);
  const options = readOptions(request, destination);
  if (isOne(request, cli.host.cwd)) {
    const { runOne } = await import('../convert-job/run-one.js');
    return runOne(cli, request, destination, options);
  }
  const { runMany } = await import('../convert-job/run-many.js');
  return runMany(cli, request, destination, options);
}

/** Whether one file becomes one file: then its failure is the command's own. */
function isOne({ inputs, values }: ConvertRequest, cwd: string): boolean {
  const [input] = inputs;
  if (inputs.length !== 1 || input!.startsWith('@')) return false;
  if (values.track === 'all' || values.splitChapters || values.dryRun) return false;
  return input === '-' || !statSync(resolve(cwd, input!), { throwIfNoEntry: false })?.isDirectory();
}
