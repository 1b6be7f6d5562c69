import type { OutputStream } from '../host.js';

const NO_WRAP = '\u001b[?7l';
const WRAP = '\u001b[?7h';
const CLEAR_BELOW = '\u001b[J';

/**
 * Lines on a terminal that are drawn again in place. What does not fit below each other is left out; long lines are cut
 * by the terminal itself, which knows how wide its letters are.
 */
export function liveLines(stdout: OutputStream): (lines: readonly string[]) => void {
  let drawn = 0;
  return (lines) => {
    const shown = lines.slice(0, (stdout.rows || 24) - 1);
    const back = drawn === 0 ? '' : `\u001b[${drawn}A\r`;
    stdout.write(`${back}${CLEAR_BELOW}${NO_WRAP}${shown.map((line) => `${line}\n`).join('')}${WRAP}`);
    drawn = shown.length;
  };
}
