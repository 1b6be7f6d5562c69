import { resolve } from 'node:path';
import { Command } from 'commander';
import { SPEC_VERSION } from '../../engine/job.js';
import type { Start } from '../command.js';
import type { CliContext } from '../context.js';
import { refOf } from '../rap-job/generate-spec.js';
import { measureLines } from '../report/measures.js';

/** Reads the command line of `rapgo analyze`. */
export function analyzeCommand(start: Start, run = runAnalyze): Command {
  return new Command('analyze')
    .argument('<file>', 'audio or video file')
    .action(async (file: string, _options: unknown, command: Command) => {
      const { cli } = await start(command, {});
      await run(cli, resolve(cli.host.cwd, file));
    });
}

/** Measures one file; `--json` has every number, a person gets the short form. */
export async function runAnalyze(cli: CliContext, file: string): Promise<void> {
  const engine = await cli.engine();
  const spec = { specVersion: SPEC_VERSION, kind: 'analyze', inputs: [refOf(file)], options: {} } as const;
  const { result } = await engine.run(spec, { signal: cli.signal, onEvent: cli.report.event });
  const measures = typeof result === 'object' && result !== null ? result : { result };
  cli.report.result({ command: 'analyze', data: { file, ...measures }, lines: measureLines(measures) });
}
