import type { ErrorCode } from '../../engine/errors.js';
import type { JobEvent } from '../../engine/events.js';

/** How a run failed, in words and numbers. */
export interface Failure {
  readonly code: ErrorCode | 'internal' | 'interrupted';
  readonly exitCode: number;
  readonly message: string;
  /** What to do next: an imperative without the final stop. */
  readonly hint?: string | undefined;
  /** Where it came from, for whoever mends it. */
  readonly stack?: string | undefined;
}

/** What a command has to say at its end. */
interface CommandResult {
  /** Such as `generate` or `jobs list`. */
  readonly command: string;
  /** Plain JSON: everything. */
  readonly data: Readonly<Record<string, unknown>>;
  /** The same for a person, line by line. */
  readonly lines: readonly string[];
}

/** One of several findings that a command tells as it comes to them. */
interface Item {
  /** Such as `job`: the type of its JSON line. */
  readonly type: string;
  readonly data: Readonly<Record<string, unknown>>;
  readonly lines: readonly string[];
}

/** Something that moves at the foot of a terminal, and must know of every line that is to stand above it. */
export interface Foot {
  say(line: string): void;
  /** Takes away what moves. */
  end(): void;
}

/** A printer: one for people, one for programs. Foreign words reach it unescaped. */
export interface Reporter {
  /** Takes every event; how often something is shown is the printer's business. */
  event(event: JobEvent): void;
  /** Says something nobody needs; `--quiet` hides it. */
  note(text: string): void;
  /** Says something that only helps to find out why; only `--verbose` shows it. */
  detail(text: string): void;
  /** Says something that should not be missed although the command goes on. */
  warn(text: string): void;
  /** Something found on the way. */
  item(item: Item): void;
  /** The last word of a command that went well. */
  result(result: CommandResult): void;
  /** The last word of one that did not. */
  failure(failure: Failure): void;
  /** From now on there is something at the foot, or nothing any more. */
  printAbove(foot: Foot | undefined): void;
}

/** How a printer is to behave. */
export interface ReportOptions {
  readonly isQuiet: boolean;
  readonly isVerbose: boolean;
}
