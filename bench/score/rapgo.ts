import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { mustRun, type ProgramResult } from './process.js';

/** The command line under test; RAPGO_BIN names another copy. */
export const rapgoBin = (): string =>
  resolve(process.env.RAPGO_BIN ?? fileURLToPath(new URL('../../bin/rapgo.js', import.meta.url)));

/** Files of one finished rap. */
export interface RapFiles {
  readonly folder: string;
  readonly rap: string;
  readonly plan: string;
  readonly stems: string;
}

/** Runs rapgo with a home of its own, so that a person's history and settings play no part. */
export function rapgo(args: readonly string[], home: string, limitSeconds = 1800): Promise<ProgramResult> {
  return mustRun(process.execPath, [rapgoBin(), ...args], {
    env: { RAPGO_HOME: resolve(home), CI: '1', NO_COLOR: '1' },
    limitSeconds,
  });
}

/** Paths of a rap in `folder`. */
export const rapFiles = (folder: string, extension = 'mp3'): RapFiles => ({
  folder,
  rap: join(folder, `rap.${extension}`),
  plan: join(folder, 'plan.json'),
  stems: join(folder, 'stems'),
});

/** Every syllable on its slot, or rapgo's own default. */
const STRENGTH = { full: ['--strength', '1'], default: [] } as const;

/** Generates a rap with plan and stems. */
export async function generate(
  speech: string,
  style: string,
  files: RapFiles,
  extra: readonly string[] = [],
  strength: keyof typeof STRENGTH = 'full',
): Promise<ProgramResult> {
  await mkdir(files.stems, { recursive: true });
  const outputs = ['--plan', files.plan, '--stems', files.stems, ...extra];
  return generateSong(speech, style, files, outputs, strength);
}

/** Generates the finished song alone. */
export async function generateSong(
  speech: string,
  style: string,
  files: RapFiles,
  extra: readonly string[] = [],
  strength: keyof typeof STRENGTH = 'full',
): Promise<ProgramResult> {
  await mkdir(files.folder, { recursive: true });
  const args = [
    'generate',
    speech,
    '--style',
    style,
    ...STRENGTH[strength],
    '-o',
    files.rap,
    '--force',
    ...extra,
  ];
  return rapgo(args, join(files.folder, 'home'));
}

/** Names of the built-in styles. */
export async function listStyles(home: string): Promise<string[]> {
  const { stdout } = await rapgo(['styles', '--json'], home);
  const names = new Set<string>();
  for (const line of stdout.toString('utf8').trim().split('\n'))
    collectNames(JSON.parse(line) as unknown, names);
  return [...names].sort();
}

/** Styles may come as one line each or as a list: every object with a name and a tempo is one. */
function collectNames(value: unknown, names: Set<string>): void {
  if (Array.isArray(value)) for (const item of value as unknown[]) collectNames(item, names);
  else if (value !== null && typeof value === 'object') {
    const record = value as Record<string, unknown>;
    if (typeof record.name === 'string' && 'tempoBpm' in record) names.add(record.name);
    else for (const item of Object.values(record)) collectNames(item, names);
  }
}

/** Syllables that `rapgo analyze --json` counts: a number, or as many as it lists. */
export async function analysedSyllables(speech: string, home: string): Promise<number | undefined> {
  const { stdout } = await rapgo(['analyze', speech, '--json'], home);
  const last = stdout.toString('utf8').trim().split('\n').at(-1) ?? 'null';
  return findCount(JSON.parse(last) as unknown);
}

function findCount(value: unknown): number | undefined {
  if (value === null || typeof value !== 'object') return undefined;
  for (const [key, item] of Object.entries(value)) {
    if (/^syllables?(Count)?$/i.test(key)) {
      if (Array.isArray(item)) return item.length;
      if (typeof item === 'number') return item;
      const { count } = Object(item) as { count?: unknown };
      if (typeof count === 'number') return count;
    }
    const inside = findCount(item);
    if (inside !== undefined) return inside;
  }
  return undefined;
}
