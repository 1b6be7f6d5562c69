import { tmpdir } from 'node:os';
import { Command } from 'commander';
import type { Start } from '../command.js';
import type { CliContext } from '../context.js';
import { type Check, type Finding, runChecks } from '../doctor/check.js';
import { encodersCheck, ffmpegCheck, nodeCheck } from '../doctor/checks.js';
import { dataFolderCheck, folderCheck, historyCheck } from '../doctor/disk-checks.js';
import { columns } from '../report/columns.js';

const SIGNS = { ok: 'ok', warning: 'warning', missing: 'MISSING' } as const;

/** Reads the command line of `rapgo doctor`. */
export function doctorCommand(start: Start, run = runDoctor): Command {
  return new Command('doctor').action(async (_options: unknown, command: Command) => {
    const { cli } = await start(command, {});
    await run(cli);
  });
}

/** Looks at every outside part, without the net and within two seconds. */
export async function runDoctor(cli: CliContext, checks = checksOf(cli)): Promise<void> {
  const findings = await runChecks(checks);
  const isFit = findings.every(({ state }) => state !== 'missing');
  cli.report.result({
    command: 'doctor',
    data: { ok: isFit, checks: findings },
    lines: doctorLines(findings),
  });
  if (!isFit) cli.concede('tool/missing');
}

function checksOf(cli: CliContext): Check[] {
  const { historyFile, host } = cli;
  return [
    nodeCheck(process.versions.node),
    ffmpegCheck(cli, new Date().getFullYear()),
    encodersCheck(cli),
    historyCheck(cli),
    ...(historyFile === undefined ? [] : [dataFolderCheck(historyFile)]),
    folderCheck('current folder', host.cwd, 'gets the results unless -o says otherwise'),
    folderCheck('temporary folder', tmpdir(), 'holds what comes in on stdin'),
  ];
}

function doctorLines(findings: readonly Finding[]): string[] {
  const rows = columns(findings.map(({ name, state, found }) => [SIGNS[state], name, found]));
  return findings.flatMap(({ state, why, fix }, index) => {
    const row = rows[index]!;
    return state === 'ok' ? [row] : [row, `  why: ${why}`, ...(fix === undefined ? [] : [`  try: ${fix}`])];
  });
}
