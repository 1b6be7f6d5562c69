import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { COMMANDS } from './cli/commands/index.js';
import {
  CONVERT,
  GENERATE,
  JOBS_LIST,
  JOBS_PRUNE,
  JOBS_STATS,
  PITCH,
  RECORD,
  STRETCH,
  WATCH,
} from './cli/settings/tables.js';
import { ERROR_CODES } from './engine/errors.js';
import { PlannedLineSchema, PlannedSyllableSchema, PlanSchema } from './engine/rap/plan.js';
import { STYLES } from './engine/rap/styles/index.js';

const at = (path: string): URL => new URL(`../${path}`, import.meta.url);
const read = (path: string): string => readFileSync(at(path), 'utf8');
const README = read('README.md');
const documents = [
  'README.md',
  'ARCHITECTURE.md',
  'CHANGELOG.md',
  'CONTRIBUTING.md',
  'fixtures/README.md',
].concat(readdirSync(at('docs')).map((name) => `docs/${name}`));

describe('the documents', () => {
  it.each(documents)('%s names only files that are there', (path) => {
    const folder = path.includes('/') ? path.slice(0, path.lastIndexOf('/') + 1) : '';
    const links = [...read(path).matchAll(/\]\((?!https?:|#)([^)#]+)/g)].map(
      ([, target]) => `${folder}${target}`,
    );
    const paths = [...read(path).matchAll(/`((?:src|docs|bench|fixtures|test|bin)\/[\w./-]+\.\w+)`/g)].map(
      ([, p]) => p!,
    );
    expect([...links, ...paths].filter((target) => !existsSync(at(target)))).toEqual([]);
  });
  it('tell every exit code with its errors', () => {
    const rows = read('docs/exit-codes.md').split('\n');
    const missing = Object.entries(ERROR_CODES).filter(
      ([code, exit]) => !rows.some((row) => row.startsWith(`| ${exit} |`) && row.includes(`\`${code}\``)),
    );
    expect(missing).toEqual([]);
  });
  it('tell every field of a plan', () => {
    const fields = [PlanSchema, PlannedLineSchema, PlannedSyllableSchema].flatMap(({ entries }) =>
      Object.keys(entries),
    );
    expect(fields.filter((field) => !read('docs/plan.md').includes(`\`${field}\``))).toEqual([]);
  });
});

describe('README.md', () => {
  it('lists every style with its tempo', () => {
    const rows = Object.values(STYLES).map(
      ({ name, tempoBpm }) => `| \`${name}\` | ${tempoBpm.min}-${tempoBpm.max} |`,
    );
    expect(rows.filter((row) => !README.includes(row))).toEqual([]);
  });
  it('uses only commands and options that exist', () => {
    const tables = [GENERATE, STRETCH, PITCH, RECORD, CONVERT, WATCH, JOBS_LIST, JOBS_PRUNE, JOBS_STATS];
    const settings = tables.flatMap((table) => Object.values<{ flags: string }>(table));
    const flags = settings.flatMap(({ flags }) => flags.match(/--[a-z-]+/g) ?? []);
    const blocks = [...README.matchAll(/```sh\n([\s\S]*?)```/g)].map(([, block]) => block!);
    const lines = blocks
      .join('')
      .split('\n')
      .filter((line) => /rapgo(\.js)? /.test(line));
    const words = lines.flatMap(
      (line) => line.replace(/#.*/, '').match(/(?<=rapgo(\.js)? )[a-z]+|--[a-z-]+/g) ?? [],
    );
    const known = [...Object.keys(COMMANDS), ...flags, '--json'];
    expect(words.filter((word) => !known.includes(word))).toEqual([]);
    expect(lines.length).toBeGreaterThan(4);
  });
});
