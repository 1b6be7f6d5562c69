import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { parseAst } from 'vitest/node';

/** What a part of the house may import of the others. A type costs nothing at run time but is an arrow too. */
const MAY_IMPORT: Readonly<Record<string, RegExp>> = {
  dsp: /^dsp\//,
  engine: /^(engine|dsp)\//,
  // job.ts and events.ts are what the ports' methods take and give.
  adapters: /^(adapters\/|engine\/(ports\/|errors\.ts|job\.ts|events\.ts)|dsp\/types\.ts)/,
  cli: /^(cli|engine)\/|^version\.ts/,
};
/** Files that tie the parts together, and so may import all of them. */
const COMPOSITION_ROOTS = new Set(['index.ts', 'local-engine.ts', 'cli/context.ts']);
/** Modules of Node a part must not touch: dsp is arithmetic, the engine reads no cwd, env or home. */
const MAY_NOT_IMPORT: Readonly<Record<string, RegExp>> = {
  dsp: /^node:/,
  engine: /^node:(os|process|child_process|worker_threads|https?|net)$/,
};
/** Packages that belong to one part. */
const OWNED_BY: Readonly<Record<string, RegExp>> = {
  dsp: /^fft\.js$/,
  adapters: /^(better-sqlite3|piscina|fluent-ffmpeg|@ffmpeg-installer\/ffmpeg|wavefile)$/,
  cli: /^(commander|picocolors|lilconfig|smol-toml|ink|react)$/,
};
/** A clock, chance, a terminal: what would make the same input give another result. */
const IMPURE = /\bMath\.random\b|\bDate\b|\bperformance\.|\bconsole\.|\bprocess\./;
/** Styles and tables: long by nature, and read by looking something up. */
const DATA = /^engine\/(rap\/styles\/|band\/sounds\.ts)|^cli\/settings\/tables\.ts|^dsp\/vowel-weights\.ts/;
/** AssemblyScript: looks like ours, is another language. Tested through the module it becomes. */
const ASSEMBLY = /^dsp\/wasm\/assembly\//;
/** Shapes, lists of exports and data have nothing that could be wrong by themselves. */
const NEEDS_NO_TEST = /(^|\/)(types|index)\.ts$|^dsp\/(vowel-weights|wasm\/wasm-binary)\.ts$/;

interface Node {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  readonly [field: string]: unknown;
}
interface Import {
  /** File from src, or the name of a package. */
  readonly from: string;
  /** Loaded together with the file: neither a type nor an `import()`. */
  readonly isImmediate: boolean;
}
interface Source {
  /** From src, with slashes. */
  readonly path: string;
  readonly part: string;
  readonly text: string;
  readonly body: readonly Node[];
  readonly nodes: readonly Node[];
  readonly imports: readonly Import[];
}

const ROOT = dirname(fileURLToPath(import.meta.url));
const sources = readdirSync(ROOT, { recursive: true, encoding: 'utf8' })
  .map((path) => path.split(sep).join('/'))
  .filter((path) => /\.tsx?$/.test(path) && !ASSEMBLY.test(path))
  .sort()
  .map(readSource);
const isTest = (path: string): boolean => /\.(test|contract)\.tsx?$/.test(path);
const code = sources.filter(({ path }) => !isTest(path));
const readable = code.filter(({ path }) => !DATA.test(path));

function readSource(path: string): Source {
  const text = readFileSync(join(ROOT, path), 'utf8');
  const program = parseAst(text, { lang: path.endsWith('x') ? 'tsx' : 'ts' }) as unknown as Node;
  const nodes = [...walk(program)];
  const part = path.slice(0, Math.max(0, path.indexOf('/')));
  return { path, part, text, nodes, body: program.body as Node[], imports: importsOf(nodes, path) };
}

function* walk(value: unknown): Generator<Node> {
  if (typeof value !== 'object' || value === null) return;
  if ('type' in value && 'start' in value) yield value as Node;
  for (const child of Object.values(value)) yield* walk(child);
}

function importsOf(nodes: readonly Node[], path: string): Import[] {
  return nodes.flatMap((node) => {
    const name = (node.source as { readonly value?: unknown } | null | undefined)?.value;
    if (typeof name !== 'string') return [];
    // `import { type X }` still loads the file: only a whole `import type` goes away.
    const isType = node.type === 'TSImportType' || node.importKind === 'type' || node.exportKind === 'type';
    return [{ from: resolveImport(name, path), isImmediate: !isType && node.type !== 'ImportExpression' }];
  });
}

function resolveImport(name: string, path: string): string {
  if (!name.startsWith('.')) return name;
  const target = join(dirname(path), name).split(sep).join('/');
  const isThere = (file: string): boolean => existsSync(join(ROOT, file));
  return ['.ts', '.tsx'].map((ending) => target.replace(/\.js$/, ending)).find(isThere) ?? target;
}

const countLines = (text: string): number => text.trimEnd().split('\n').length;
/** For messages: where an editor finds it. */
const placeOf = ({ path, text }: Source, { start }: Node): string =>
  `${path}:${text.slice(0, start).split('\n').length}`;

/** Passes where nothing is listed; what is listed is the message. */
const expectNone = (faults: readonly string[]): void => expect(faults.join('\n')).toBe('');

const faultyImports = (isFault: (from: string, source: Source) => boolean): string[] =>
  code.flatMap((source) =>
    source.imports
      .filter(({ from }) => isFault(from, source))
      .map(({ from }) => `${source.path} imports ${from}`),
  );

describe('the law of arrows', () => {
  it('lets each part import only what stands below it', () => {
    const isFault = (from: string, { path, part }: Source): boolean =>
      /\.tsx?$/.test(from) && !COMPOSITION_ROOTS.has(path) && MAY_IMPORT[part]?.test(from) === false;
    expectNone(faultyImports(isFault));
  });
  it('imports no test from code', () => expectNone(faultyImports(isTest)));
  it('keeps the machine away from dsp and engine', () =>
    expectNone(faultyImports((from, { part }) => MAY_NOT_IMPORT[part]?.test(from) === true)));
  it.each(Object.entries(OWNED_BY))('lets only %s import its packages', (owner, packages) =>
    expectNone(faultyImports((from, { part }) => part !== owner && packages.test(from))),
  );
  it('lets dsp see no clock, no chance and no terminal', () => {
    const withoutComments = (text: string): string => text.replace(/\/\*[\s\S]*?\*\/|\/\/.*/g, '');
    const dsp = code.filter(({ part }) => part === 'dsp');
    expectNone(dsp.filter(({ text }) => IMPURE.test(withoutComments(text))).map(({ path }) => path));
  });
  it('has no import circles', () => {
    const immediate = new Map(
      code.map(({ path, imports }) => [
        path,
        imports.filter((each) => each.isImmediate).map(({ from }) => from),
      ]),
    );
    const done = new Set<string>();
    const circles: string[] = [];
    const visit = (path: string, trail: readonly string[]): void => {
      if (trail.includes(path)) circles.push([...trail.slice(trail.indexOf(path)), path].join(' -> '));
      if (trail.includes(path) || done.has(path)) return;
      for (const next of immediate.get(path) ?? []) visit(next, [...trail, path]);
      done.add(path);
    };
    for (const path of immediate.keys()) visit(path, []);
    expectNone(circles);
  });
});

interface Sized {
  readonly name: string;
  readonly lines: number;
}
const files: readonly Sized[] = readable.map(({ path, text }) => ({ name: path, lines: countLines(text) }));
const functions: readonly Sized[] = readable.flatMap((source) =>
  source.nodes
    .filter(({ type, body }) => /Function/.test(type) && body)
    .map((node) => ({
      name: placeOf(source, node),
      lines: countLines(source.text.slice(node.start, node.end)),
    })),
);
const longerThan = (sized: readonly Sized[], limit: number): string[] =>
  sized
    .filter(({ lines }) => lines > limit)
    .sort((a, b) => b.lines - a.lines)
    .map(({ name, lines }) => `${name} has ${lines} lines`);
/** Nine of ten must fit; only where more do not, they are named. */
const expectMostWithin = (sized: readonly Sized[], limit: number): void => {
  const long = longerThan(sized, limit);
  expectNone(long.length <= sized.length / 10 ? [] : long);
};

describe('the size marks', () => {
  it('hold for files: half of them within 80 lines, nine of ten within 250, all within 400', () => {
    const middle = files.map(({ lines }) => lines).sort((a, b) => a - b)[files.length >> 1]!;
    expect(middle, 'lines of the middle file').toBeLessThanOrEqual(80);
    expectMostWithin(files, 250);
    expectNone(longerThan(files, 400));
  });
  it('hold for functions: nine of ten within 35 lines, all within 80', () => {
    expectMostWithin(functions, 35);
    expectNone(longerThan(functions, 80));
  });
});

describe('the source', () => {
  it('has a test for every file of dsp, beside it or in its folder', () => {
    const dsp = sources.filter(({ part }) => part === 'dsp');
    const tested = dsp
      .filter(({ path }) => isTest(path))
      .flatMap(({ path, imports }) =>
        imports.map(({ from }) => from).filter((from) => dirname(from) === dirname(path)),
      );
    const named = dsp.map(({ path }) => path.replace(/\.test\.ts$/, '.ts'));
    const isTested = (path: string): boolean =>
      tested.includes(path) || named.indexOf(path) !== named.lastIndexOf(path);
    expectNone(
      dsp
        .map(({ path }) => path)
        .filter((path) => !isTest(path) && !NEEDS_NO_TEST.test(path) && !isTested(path)),
    );
  });
  it('says of every exported name what it is', () => {
    const isUndocumented = (text: string, { start }: Node): boolean =>
      !/\/\*\*(?:(?!\*\/)[\s\S])*\*\/\s*$/.test(text.slice(0, start));
    const faults = code.flatMap((source) =>
      source.body
        .filter((node) => node.type.startsWith('Export') && node.declaration)
        .filter((node) => isUndocumented(source.text, node))
        .map((node) => `${placeOf(source, node)} ${source.text.slice(node.start, node.end).split('\n')[0]}`),
    );
    expectNone(faults);
  });
  it('never says any', () => {
    const faults = sources.flatMap((source) =>
      source.nodes.filter(({ type }) => type === 'TSAnyKeyword').map((node) => placeOf(source, node)),
    );
    expectNone(faults);
  });
});
