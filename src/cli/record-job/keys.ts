import type { ReadStream } from 'node:tty';
import type { Host } from '../host.js';

/** What a key asks for. */
export type KeyWish = 'pause' | 'keep' | 'discard' | 'interrupt';

const WISHES: Readonly<Record<string, KeyWish>> = {
  ' ': 'pause',
  '\r': 'keep',
  '\n': 'keep',
  q: 'discard',
  '\u0003': 'interrupt', // in raw mode the terminal makes no signal of Ctrl-C
};

/**
 * Hears single keys of a terminal.
 * @returns gives the terminal back as it was
 */
export function listenForKeys({ stdin }: Pick<Host, 'stdin'>, onWish: (wish: KeyWish) => void): () => void {
  if (stdin.isTTY !== true) return () => {};
  const terminal = stdin as unknown as ReadStream;
  const onData = (chunk: Buffer | string): void => {
    for (const key of String(chunk)) {
      const wish = WISHES[key];
      if (wish !== undefined) onWish(wish);
    }
  };
  terminal.setRawMode(true);
  terminal.on('data', onData);
  terminal.resume();
  const restore = (): void => void terminal.setRawMode(false);
  process.once('exit', restore); // also after a crash
  return () => {
    process.off('exit', restore);
    terminal.off('data', onData);
    terminal.pause();
    restore();
  };
}
