import { render, useStdout } from 'ink';
import { useLayoutEffect } from 'react';
import type { Colours } from '../../colour.js';
import type { OutputStream } from '../../host.js';
import { heightOf, Moving, widthFor } from './moving.js';
import type { Standing } from './standing.js';

const NO_WRAP = '\u001b[?7l';
const WRAP = '\u001b[?7h';

/** A live screen at the foot of a terminal. */
export interface BatchScreen {
  /** @param lines what is to stay above, each once */
  draw(standing: Standing, lines: readonly string[]): void;
  /** Leaves the last drawing where it is and gives the cursor back. */
  close(): void;
}

/** Opens a screen on a terminal; ink itself closes it when the process ends early. */
export function openScreen(stderr: OutputStream, colours: Pick<Colours, 'green' | 'dim'>): BatchScreen {
  const stream = terminalForInk(stderr);
  // Signals are the host's business, and nobody of us prints to the console.
  const options = { stdout: stream, stderr: stream, patchConsole: false, exitOnCtrlC: false };
  let ink: ReturnType<typeof render> | undefined;
  let drawn = { width: 0, height: 0 };
  return {
    draw(standing, lines) {
      const { columns = 80, rows = 24 } = stderr;
      const width = widthFor(columns);
      if (width < drawn.width) stderr.write(unwrap(drawn, columns));
      drawn = { width, height: heightOf(standing, rows) };
      const screen = (
        <>
          <Above lines={lines} />
          <Moving {...{ standing, width, rows, colours }} />
        </>
      );
      if (ink === undefined) ink = render(screen, options);
      else ink.rerender(screen);
    },
    close: () => ink?.unmount(),
  };
}

/**
 * Writes lines above what moves. Not ink's `Static`: that keeps all of them for ever, and breaks long ones by itself,
 * so that they can neither be copied whole nor follow a change of width.
 */
function Above({ lines }: { readonly lines: readonly string[] }): null {
  const { write } = useStdout();
  useLayoutEffect(() => {
    if (lines.length > 0) write(`${WRAP}${lines.map((line) => `${line}\n`).join('')}`);
  }, [lines, write]);
  return null;
}

/**
 * Takes back a drawing that a narrower terminal has broken into more lines, and leaves the cursor where ink expects it:
 * below as many lines as were drawn.
 */
function unwrap({ width, height }: { width: number; height: number }, columns: number): string {
  const lines = height * Math.ceil(width / columns);
  return `\u001b[${lines}A\r\u001b[J${'\n'.repeat(height)}`;
}

/**
 * A terminal as ink wants it. It has no `rows`, since ink clears all that a terminal remembers where a drawing does
 * not fit, and does not tell of resizing: ours is drawn for the width of the moment. What moves must never wrap:
 * terminals differ in the width of some letters, and ink takes back as many lines as it wrote.
 */
function terminalForInk(stderr: OutputStream): NodeJS.WriteStream {
  const terminal = {
    isTTY: true,
    get columns() {
      return stderr.columns ?? 80;
    },
    write: (text: string) => stderr.write(`${NO_WRAP}${text}${WRAP}`),
    on() {},
    off() {},
  };
  return terminal as unknown as NodeJS.WriteStream;
}
