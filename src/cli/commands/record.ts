import { dirname, resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { Command } from 'commander';
import { RapgoError } from '../../engine/errors.js';
import { SPEC_VERSION } from '../../engine/job.js';
import type { RecordOptions, RecordResult } from '../../engine/tasks/record.js';
import { type Start, withSettings } from '../command.js';
import type { CliContext } from '../context.js';
import { clockOf } from '../record-job/meter-line.js';
import { openStudio } from '../record-job/studio.js';
import { nextTakeName, unfinishedTakes } from '../record-job/take-name.js';
import { outcomeOf } from '../report/outcome.js';
import type { ValuesOf } from '../settings/setting.js';
import { RECORD } from '../settings/tables.js';
import { type InnerCommand, readInnerWords } from '../watch-job/inner-command.js';

const EXAMPLES = `
Examples:
  rapgo record                                   take-1.wav here; enter ends and keeps it
  rapgo record -o verse.wav --seconds 30 --countdown 3
  rapgo record --generate -- --style trap        speak, and get the rap
  rapgo record --recover take-1.wav.part         a take whose recording was killed`;

/** What `rapgo record` was asked for. */
export interface RecordRequest {
  readonly values: ValuesOf<typeof RECORD>;
  /** What is made of the take; undefined: nothing. */
  readonly next: InnerCommand | undefined;
}

/** Reads the command line of `rapgo record`. */
export function recordCommand(start: Start, run = { record: runRecord, recover: runRecover }): Command {
  return withSettings(new Command('record'), RECORD)
    .addHelpText('after', EXAMPLES)
    .argument('[options...]', 'with --generate, after --: options for generate')
    .action(async (options: string[], _options: unknown, command: Command) => {
      const { cli, values, surroundings } = await start(command, RECORD, 'record');
      if (values.recover !== null) return run.recover(cli, values.recover);
      if (options.length > 0 && !values.generate) {
        throw new RapgoError('usage/bad-option', `what is "${options[0]}" for?`, {
          hint: '--generate before --',
        });
      }
      const next = values.generate ? await readInnerWords(['generate', ...options], surroundings) : undefined;
      await run.record(cli, { values, next });
    });
}

/** Brings back a take whose process was killed. */
export async function runRecover(cli: CliContext, part: string): Promise<void> {
  const { recoverTake } = await cli.takes();
  const output = await recoverTake(resolve(cli.host.cwd, part));
  cli.report.result({ command: 'record', data: { output }, lines: [output] });
}

/** Records until somebody ends it; Ctrl-C does, and keeps the take. */
export async function runRecord(cli: CliContext, { values, next }: RecordRequest): Promise<void> {
  const { cwd } = cli.host;
  const file = values.output === null ? nextTakeName(cwd) : resolve(cwd, values.output);
  if (!/\.wav$/i.test(file)) {
    throw new RapgoError('usage/bad-option', 'a take is a WAV file', { hint: `-o ${values.output}.wav` });
  }
  for (const part of unfinishedTakes(dirname(file))) {
    cli.report.note(`${part} is a take that was cut short; rapgo record --recover ${part} brings it back`);
  }
  await countDown(cli, values.countdown);
  const studio = await openStudio(cli, values);
  const options: RecordOptions = {
    ...{ output: pathToFileURL(file).href, force: values.force, seconds: values.seconds },
    ...{ sampleRate: values.sampleRate, channelCount: values.channels },
    ...{ device: values.device, recorder: values.recorder },
  };
  const engine = await cli.engine();
  const record = await engine
    .run(
      { specVersion: SPEC_VERSION, kind: 'record', inputs: [], options: { ...options } },
      { signal: studio.signal, take: studio.control, onEvent: studio.onEvent },
    )
    .catch((thrown: unknown) => {
      if (!studio.isDiscarded()) throw thrown;
    })
    .finally(studio.close);
  if (record === undefined) return cli.report.note('the take was discarded');
  const { data } = outcomeOf(record, true);
  const { durationSeconds, peakDb } = record.result as RecordResult;
  const facts = `${clockOf(durationSeconds)}, peak ${peakDb === null ? 'none' : `${peakDb.toFixed(1)} dB`}`;
  const lines = cli.common.quiet ? [file] : [file, facts];
  if (next === undefined) return cli.report.result({ command: 'record', data, lines });
  cli.report.note(lines.join('  '));
  await next.run(cli, file, cwd);
}

async function countDown({ report, signal }: CliContext, seconds: number): Promise<void> {
  for (let left = seconds; left > 0; left--) {
    report.note(`${left} …`);
    await delay(1000, undefined, { signal }).catch(() => signal.throwIfAborted());
  }
}
