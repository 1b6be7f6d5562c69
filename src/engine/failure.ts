import { RapgoError } from './errors.js';
import type { JobFailure } from './job.js';

/** What the record says about something thrown. Anything but a RapgoError is a fault of rapgo: `internal`. */
export function toFailure(thrown: unknown): JobFailure {
  if (thrown instanceof RapgoError) {
    const { code, message, hint } = thrown;
    return hint === undefined ? { code, message } : { code, message, hint };
  }
  return { code: 'internal', message: String(thrown) };
}

/** The error a recorded failure stood for, to be thrown again. */
export function fromFailure({ code, message, hint }: JobFailure): Error {
  if (code === 'internal') return new Error(message);
  return new RapgoError(code, message, hint === undefined ? {} : { hint });
}

/** What is thrown for a job that somebody else cancelled. */
export function cancelledError(jobId: string): Error {
  return new DOMException(`job ${jobId} was cancelled`, 'AbortError');
}
