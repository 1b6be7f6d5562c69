import type { JobEvent } from '../../engine/events.js';
import type { TakeControl } from '../../engine/ports/recorder.js';
import { canRedraw, coloursFor } from '../colour.js';
import type { CliContext } from '../context.js';
import { listenForKeys } from './keys.js';
import { createLevel } from './level.js';
import { meterLine } from './meter-line.js';

/** A person at the microphone. */
export interface Studio {
  readonly control: TakeControl;
  /** Aborted where the take is to be discarded. */
  readonly signal: AbortSignal;
  /** Whether it was: then its end is no failure. */
  readonly isDiscarded: () => boolean;
  readonly onEvent: (event: JobEvent) => void;
  /** Gives the terminal back. */
  readonly close: () => void;
}

/** Meters that lag feel broken. */
const REDRAW_MS = 66;
const CLEAR_LINE = '\r\u001b[2K';

/**
 * Shows the level of a take while it is recorded, and hears how it is to end: Ctrl-C, SIGTERM and a closed terminal keep it,
 * as enter does.
 */
export async function openStudio(
  cli: CliContext,
  { sampleRate, channels }: { readonly sampleRate: number; readonly channels: number },
): Promise<Studio> {
  const { host, common, report } = cli;
  const stop = new AbortController();
  const discard = new AbortController();
  const level = createLevel(sampleRate, channels);
  let isPaused = false;
  const interruptAgain = cli.divertInterrupt(() => stop.abort());
  const endKeys = listenForKeys(host, (wish) => {
    if (wish === 'pause') isPaused = !isPaused;
    if (wish === 'discard') discard.abort(new DOMException('the take was discarded', 'AbortError'));
    if (wish === 'keep' || wish === 'interrupt') stop.abort();
  });
  const isLive = !common.quiet && !common.json && canRedraw(host.stderr, host.env);
  const colours = await coloursFor(host.stderr, host.env, common.color);
  const draw = (): void => {
    const state = { seconds: level.seconds(), level: level.now(), isPaused, recorder: '' };
    host.stderr.write(CLEAR_LINE + meterLine(state, host.stderr.columns ?? 80, colours));
  };
  const timer = isLive ? setInterval(draw, REDRAW_MS) : undefined;
  if (!isLive) report.note('recording; Ctrl-C ends it and keeps the take');
  return {
    control: { stop: stop.signal, isPaused: () => isPaused, onBlock: level.add },
    signal: AbortSignal.any([cli.signal, discard.signal]),
    isDiscarded: () => discard.signal.aborted,
    onEvent(event) {
      if (event.type === 'progress') return;
      if (isLive) host.stderr.write(CLEAR_LINE);
      report.event(event);
    },
    close() {
      clearInterval(timer);
      if (isLive) host.stderr.write(CLEAR_LINE);
      endKeys();
      interruptAgain();
    },
  };
}
