import type { OutputStream } from '../host.js';
import { printable } from '../printable.js';

const REDRAW_MS = 100;
/** Programs that watch a build think it dead when it is silent for long. */
const SIGN_OF_LIFE_MS = 30_000;
const CLEAR_LINE = '\r\u001b[2K';

/** Shows how far a job is. */
export interface Progress {
  /** @param fraction of the stage, 0 to 1 */
  show(stage: string, fraction: number): void;
  /** Takes the moving part away so that a line can be printed. */
  clear(): void;
  /** The job is over. */
  end(): void;
}

/** One plain line when a stage begins, and a sign of life in a long one: nothing that a pipe cannot hold. */
export function lineProgress(stderr: OutputStream, now: () => number): Progress {
  const seen = new Set<string>();
  let lastLine = 0;
  return {
    show(stage, fraction) {
      const isNew = !seen.has(stage);
      if (!isNew && now() - lastLine < SIGN_OF_LIFE_MS) return;
      seen.add(stage);
      lastLine = now();
      stderr.write(isNew ? `${printable(stage)} …\n` : `${printable(stage)} ${percent(fraction)}\n`);
    },
    clear() {},
    end() {},
  };
}

/** One line that changes in place, for a terminal; a stage that is over leaves its line with the time it took. */
export function liveProgress(stderr: OutputStream, now: () => number): Progress {
  let stage: string | undefined;
  let stageStart = 0;
  let lastDraw = Number.NEGATIVE_INFINITY;
  let isDrawn = false;
  const clear = () => {
    if (isDrawn) stderr.write(CLEAR_LINE);
    isDrawn = false;
    lastDraw = Number.NEGATIVE_INFINITY;
  };
  const finishStage = () => {
    clear();
    if (stage !== undefined) stderr.write(`${stage} ${((now() - stageStart) / 1000).toFixed(1)} s\n`);
    stage = undefined;
  };
  return {
    show(name, fraction) {
      const shown = printable(name);
      if (shown !== stage) {
        finishStage();
        stage = shown;
        stageStart = now();
      }
      if (now() - lastDraw < REDRAW_MS) return;
      lastDraw = now();
      isDrawn = true;
      // One column stays free: a line as wide as the terminal wraps on some, and could not be cleared.
      stderr.write(`${CLEAR_LINE}${`${shown} ${percent(fraction)}`.slice(0, (stderr.columns ?? 80) - 1)}`);
    },
    clear,
    end: finishStage,
  };
}

function percent(fraction: number): string {
  return `${String(Math.floor(100 * Math.min(1, Math.max(0, fraction)))).padStart(3)} %`;
}
