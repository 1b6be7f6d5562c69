import { fileURLToPath } from 'node:url';
import { ERROR_CODES, type ErrorCode, RapgoError } from '../engine/errors.js';
import type { Failure } from './report/reporter.js';

/** Exit code of a fault of rapgo itself. */
const INTERNAL = 1;
const INTERRUPTED = 130;

/** What to try where the error itself does not say. */
const HINTS: Partial<Record<ErrorCode, string>> = {
  'usage/output-exists': 'another name with -o, or --force to replace it',
  'media/not-found': 'check the name; relative names start in the current folder',
  'media/no-audio': 'a file with an audio track',
  'media/not-media': 'an audio or video file',
  'speech/none': 'a recording in which somebody speaks',
  'style/unknown': 'rapgo styles',
  'style/invalid': 'rapgo styles --validate FILE, and rapgo styles NAME --json for an example',
  'plan/version': 'rapgo generate again with this version',
  'beat/uncertain': 'say its tempo with --bpm and its first downbeat with --offset',
  'tool/missing': 'rapgo doctor',
  'tool/failed': '--verbose for its own words, and rapgo doctor',
  'output/unwritable': 'another folder with -o',
  'output/full': 'free some room, or another folder with -o',
  'history/unusable': 'RAPGO_HOME=FOLDER to keep it elsewhere, or --no-history to go without',
  'history/newer': 'update rapgo, or RAPGO_HOME=FOLDER to keep a history of its own',
  'history/not-found': 'rapgo jobs list',
};

/** System errors that say something about the disk and nothing about rapgo. */
const DISK_ERRORS: Readonly<Record<string, ErrorCode>> = {
  ENOSPC: 'output/full',
  EDQUOT: 'output/full',
  EROFS: 'output/unwritable',
};

/** How to describe a failure. */
export interface DescribeOptions {
  /** Set where somebody asked us to stop: then whatever was thrown is only the echo of that. */
  readonly interruptCode?: number | undefined;
  readonly isVerbose: boolean;
}

/** Turns anything thrown into words and an exit code. Only `main` calls this. */
export function describeFailure(thrown: unknown, { interruptCode, isVerbose }: DescribeOptions): Failure {
  const stack = isVerbose ? stackOf(thrown) : undefined;
  if (interruptCode !== undefined) {
    return {
      code: 'interrupted',
      exitCode: interruptCode,
      message: 'stopped',
      stack,
    };
  }
  if (thrown instanceof RapgoError) return { ...wordsOf(thrown), stack };
  if (thrown instanceof Error && thrown.name === 'AbortError') {
    return { code: 'interrupted', exitCode: INTERRUPTED, message: thrown.message, stack };
  }
  const diskCode = DISK_ERRORS[(thrown as NodeJS.ErrnoException | undefined)?.code ?? ''];
  if (diskCode !== undefined) {
    return { ...wordsOf(new RapgoError(diskCode, (thrown as Error).message)), stack };
  }
  const hint = `${isVerbose ? '' : '--verbose for the details, and '}report it (npm bugs rapgo)`;
  const message = `this is a fault of rapgo itself: ${thrown instanceof Error ? thrown.message : String(thrown)}`;
  return { code: 'internal', exitCode: INTERNAL, message, hint, stack };
}

function wordsOf({ code, message, hint = HINTS[code] }: RapgoError): Omit<Failure, 'stack'> {
  return { code, exitCode: ERROR_CODES[code], message: withPaths(message), hint: hint && beginSmall(hint) };
}

/** Addresses of local files as people write them. */
export function withPaths(message: string): string {
  return message.replace(/file:\/\/\/[^\s,;]*/g, (address) => {
    try {
      return fileURLToPath(address);
    } catch {
      return address;
    }
  });
}

/** `Use a new key` stands after `try:`; names in capitals stay. */
function beginSmall(hint: string): string {
  return /^[A-Z][a-z]/.test(hint) ? hint[0]!.toLowerCase() + hint.slice(1) : hint;
}

function stackOf(thrown: unknown): string {
  if (!(thrown instanceof Error)) return String(thrown);
  const own = thrown.stack ?? `${thrown.name}: ${thrown.message}`;
  return thrown.cause === undefined ? own : `${own}\ncaused by ${stackOf(thrown.cause)}`;
}
