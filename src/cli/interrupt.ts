import type { Host } from './host.js';

/** Time a first Ctrl-C leaves for cleaning up; the promise to the person is one second. */
const PATIENCE_MS = 900;
const EXIT_CODES = { SIGINT: 130, SIGTERM: 143 } as const;

/** Turns signals of the process into an AbortSignal. */
export interface Interrupts {
  readonly signal: AbortSignal;
  /**
   * The first request to end, a closed terminal among them, is only told to this; the next one ends all as usual.
   * @returns makes the first one end all again
   */
  divert(instead: () => void): () => void;
  /** 130 or 143 once somebody asked us to stop. */
  exitCode(): number | undefined;
  dispose(): void;
}

/**
 * The first SIGINT or SIGTERM aborts {@link Interrupts.signal}; the second one, or work that does not end in time,
 * ends the process at once. A job that could not say its last word is then shown as interrupted by its lease.
 */
export function listenForInterrupts({ signals, exit }: Pick<Host, 'signals' | 'exit'>): Interrupts {
  const controller = new AbortController();
  let exitCode: number | undefined;
  let deadline: NodeJS.Timeout | undefined;
  let diverted: (() => void) | undefined;
  const take = (): boolean => {
    const instead = diverted;
    diverted = undefined;
    instead?.();
    return instead !== undefined;
  };
  const stop = (name: keyof typeof EXIT_CODES) => () => {
    if (take()) return;
    if (exitCode !== undefined) return exit(exitCode);
    exitCode = EXIT_CODES[name];
    const code = exitCode;
    deadline = setTimeout(() => exit(code), PATIENCE_MS);
    deadline.unref();
    controller.abort(new DOMException(`stopped by ${name}`, 'AbortError'));
  };
  const onInterrupt = stop('SIGINT');
  const onTerminate = stop('SIGTERM');
  signals?.on('SIGINT', onInterrupt);
  signals?.on('SIGTERM', onTerminate);
  return {
    signal: controller.signal,
    divert(instead) {
      diverted = instead;
      signals?.on('SIGHUP', take);
      return () => {
        diverted = undefined;
        signals?.off('SIGHUP', take);
      };
    },
    exitCode: () => exitCode,
    dispose() {
      // After an interrupt the deadline and the second Ctrl-C stay armed: a thread may still hold the process.
      if (exitCode !== undefined) return;
      signals?.off('SIGINT', onInterrupt);
      signals?.off('SIGTERM', onTerminate);
    },
  };
}
