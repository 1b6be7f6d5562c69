import { basename, extname, join } from 'node:path';
import type { ConvertResult } from '../../engine/tasks/convert.js';
import type { CliContext } from '../context.js';
import { checkStdout } from '../rap-job/output.js';
import { openSpeech } from '../rap-job/speech.js';
import { sendToStdout } from '../rap-job/stdout.js';
import { measureLines } from '../report/measures.js';
import { expand } from './expand.js';
import { readStamp, type Source } from './find-sources.js';
import { runItem } from './run-item.js';
import { createNameKeeper } from './settle-name.js';
import type { CommonOptions, ConvertRequest, Destination } from './wishes.js';

const WORDS = { what: 'sound', example: 'rapgo convert - -o talk.mp3 < talk.mp4' };

/** Converts one file; its failure is the command's own. */
export async function runOne(
  cli: CliContext,
  { inputs, values }: ConvertRequest,
  destination: Destination,
  options: CommonOptions,
): Promise<void> {
  checkStdout(cli, destination.kind === 'stdout' ? '-' : null, 'sound');
  const { file } = await openSpeech(cli, inputs[0]!, WORDS);
  const source: Source = { path: file, relative: basename(file), stamp: await readStamp(file) };
  const ledger = destination.kind === 'stdout' || inputs[0] === '-' ? undefined : await cli.ledger();
  const wanted = await outputOf(cli, source, destination, { options, values });
  const isNamed = destination.kind !== 'folder';
  const output = isNamed ? wanted : await createNameKeeper(ledger).settle({ source, output: wanted });
  const engine = await cli.engine();
  const outcome = await runItem(
    { source, output, options },
    {
      ...{ ledger, rehash: values.rehash, onlyFailed: false },
      run: (spec, onEvent) => engine.run(spec, { signal: cli.signal, onEvent }),
    },
    cli.report.event,
  );
  if (outcome.state === 'skipped') {
    cli.report.note(`${output}: ${outcome.words}; --force makes it again`);
    cli.report.result({ command: 'convert', data: { output, skipped: outcome.words }, lines: [output] });
    return;
  }
  const { artifacts, result } = outcome.record;
  const measures = result as ConvertResult;
  const lines = measureLines(measures);
  if (destination.kind === 'stdout') {
    await sendToStdout(cli, output);
    for (const line of lines) cli.report.note(line);
    return;
  }
  const data = { output, artifacts, ...measures };
  cli.report.result({ command: 'convert', data, lines: cli.common.quiet ? [output] : [output, ...lines] });
}

async function outputOf(
  cli: CliContext,
  source: Source,
  destination: Destination,
  { options, values }: { readonly options: CommonOptions; readonly values: ConvertRequest['values'] },
): Promise<string> {
  if (destination.kind === 'file') return destination.file;
  if (destination.kind === 'stdout') return join(await cli.temporaryFolder(), `sound.${options.format}`);
  const naming = {
    folder: destination.folder,
    format: options.format,
    keepsTree: false,
    template: values.name,
  };
  const named = extname(source.path) === '' ? { ...source, relative: `${source.relative}.` } : source;
  const [wanted] = await expand(named, { naming, options, values }, cli);
  return wanted!.output;
}
