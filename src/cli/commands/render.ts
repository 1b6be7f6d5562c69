import { basename, extname, resolve } from 'node:path';
import { Command } from 'commander';
import { SPEC_VERSION } from '../../engine/job.js';
import type { RenderOptions } from '../../engine/tasks/generate-options.js';
import { type Start, withSettings } from '../command.js';
import type { CliContext } from '../context.js';
import { refOf, sharedOptions } from '../rap-job/generate-spec.js';
import { checkStdout, chooseOutput, guardOriginals } from '../rap-job/output.js';
import { findNamedFile, readPlan } from '../rap-job/plan-file.js';
import { makeStemsFolder, runRapJob } from '../rap-job/run.js';
import type { ValuesOf } from '../settings/setting.js';
import { RENDER } from '../settings/tables.js';
import type { Origin } from '../settings.js';

/** What `rapgo render` was asked for. */
export interface RenderRequest {
  readonly planFile: string;
  readonly values: ValuesOf<typeof RENDER>;
  readonly origins: { readonly output: Origin; readonly format: Origin };
}

/** Reads the command line of `rapgo render`. */
export function renderCommand(start: Start, run = runRender): Command {
  return withSettings(new Command('render'), RENDER)
    .argument('<plan>', 'plan written by rapgo generate --plan')
    .action(async (planFile: string, _options: unknown, command: Command) => {
      const { cli, values, origins } = await start(command, RENDER, 'render');
      await run(cli, { planFile: resolve(cli.host.cwd, planFile), values, origins });
    });
}

/** Renders a plan: the same plan and speech give the same bytes. */
export async function runRender(
  cli: CliContext,
  { planFile, values, origins }: RenderRequest,
): Promise<void> {
  const { cwd } = cli.host;
  checkStdout(cli, values.output);
  const plan = await readPlan(planFile);
  const source = values.source ?? (await findNamedFile(plan.source.name, planFile, cwd, '--source'));
  const beat =
    plan.beat === null
      ? null
      : (values.beat ?? (await findNamedFile(plan.beat.name, planFile, cwd, '--beat')));
  const defaultName = basename(planFile, extname(planFile));
  const output = chooseOutput({ ...values, origins, cwd, defaultName });
  const inputs = [source, ...(beat === null ? [] : [beat])];
  const sides = [values.labels, values.lrc].filter((file) => file !== null);
  guardOriginals([...(output.file === undefined ? [] : [output.file]), ...sides], [planFile, ...inputs]);
  await makeStemsFolder(values.stems);
  await runRapJob(cli, {
    command: 'render',
    output,
    spec: (uri) => ({
      specVersion: SPEC_VERSION,
      kind: 'render',
      inputs: inputs.map(refOf),
      options: { output: uri, format: output.format, plan, ...sharedOptions(values) } satisfies RenderOptions,
    }),
  });
}
