import { randomUUID } from 'node:crypto';
import { mkdir, readFile, realpath, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';

/** Raised when stored answers change their shape, so that old ones are asked again. */
const CACHE_VERSION = 1;
/** A machine has a handful of ffmpegs; more entries are left-overs of upgrades. */
const MAX_ENTRIES = 16;

/** How to get one answer of a program. */
export interface Question<Answer> {
  /** Tells questions to one program apart. */
  readonly name: string;
  readonly isAnswer: (value: unknown) => value is Answer;
  readonly ask: () => Promise<Answer>;
}

/**
 * Asks a program once and remembers the answer in a JSON file until the program changes (real path, time or
 * size). The file is a convenience: a missing, broken or unwritable one costs time, never a failure.
 *
 * @param file where answers are kept; undefined keeps none
 * @throws what `ask` throws; also where `program` does not exist
 */
export async function askOnce<Answer>(
  file: string | undefined,
  program: string,
  question: Question<Answer>,
): Promise<Answer> {
  const key = `${question.name} ${await identityOf(program)}`;
  const known = file === undefined ? undefined : (await readEntries(file)).get(key);
  if (question.isAnswer(known)) return known;
  const answer = await question.ask();
  if (file !== undefined) await remember(file, key, answer).catch(() => undefined);
  return answer;
}

async function identityOf(program: string): Promise<string> {
  const path = await realpath(program);
  const { mtimeMs, size } = await stat(path);
  return `${mtimeMs} ${size} ${path}`;
}

async function readEntries(file: string): Promise<Map<string, unknown>> {
  try {
    const stored: unknown = JSON.parse(await readFile(file, 'utf8'));
    const { version, entries } = stored as { version?: unknown; entries?: unknown };
    if (version !== CACHE_VERSION || !Array.isArray(entries)) return new Map();
    return new Map(entries.filter(isEntry));
  } catch {
    return new Map();
  }
}

const isEntry = (entry: unknown): entry is [string, unknown] =>
  Array.isArray(entry) && entry.length === 2 && typeof entry[0] === 'string';

/** Two processes may do this at once; the later one wins and the other's answer is asked again some day. */
async function remember(file: string, key: string, answer: unknown): Promise<void> {
  const entries = await readEntries(file);
  entries.delete(key);
  entries.set(key, answer);
  const kept = [...entries].slice(-MAX_ENTRIES);
  await mkdir(dirname(file), { recursive: true });
  const part = `${file}.${randomUUID()}`;
  try {
    await writeFile(part, JSON.stringify({ version: CACHE_VERSION, entries: kept }));
    await rename(part, file);
  } catch (cause) {
    await rm(part, { force: true });
    throw cause;
  }
}
