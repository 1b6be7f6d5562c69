import type { Host, OutputStream } from './host.js';

/** Puts colour round a text, or nothing where there is none. */
type Paint = (text: string) => string;

/** The colours we use, by name. */
export interface Colours {
  readonly red: Paint;
  readonly yellow: Paint;
  readonly green: Paint;
  readonly bold: Paint;
  readonly dim: Paint;
}

/**
 * Whether a stream gets colour: `--no-color` and NO_COLOR forbid it, CLICOLOR_FORCE demands it, otherwise a
 * terminal that can do it gets it.
 *
 * @see https://no-color.org and https://bixense.com/clicolors
 */
export function wantsColour(stream: OutputStream, env: Host['env'], isAllowed: boolean): boolean {
  if (!isAllowed || env.NO_COLOR) return false;
  const forced = env.CLICOLOR_FORCE;
  if (forced !== undefined && forced !== '' && forced !== '0') return true;
  return stream.isTTY === true && env.TERM !== 'dumb' && env.CLICOLOR !== '0';
}

/** Colours for a stream: see {@link wantsColour}. */
export async function coloursFor(
  stream: OutputStream,
  env: Host['env'],
  isAllowed: boolean,
): Promise<Colours> {
  const { default: picocolors } = await import('picocolors');
  return picocolors.createColors(wantsColour(stream, env, isAllowed));
}

/** Whether a stream may show a line that changes in place. */
export function canRedraw(stream: OutputStream, env: Host['env']): boolean {
  return stream.isTTY === true && env.TERM !== 'dumb' && !env.CI;
}
