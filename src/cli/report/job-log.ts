import type { JobEvent } from '../../engine/events.js';
import { withPaths } from '../failure.js';
import { section } from './section.js';
import { timeOf } from './time.js';

/** Events of a job in lines, oldest first. */
export function logLines(events: readonly JobEvent[]): string[] {
  return section(
    'log',
    events.map((event) => [timeOf(event.time), wordsOf(event)]),
  );
}

function wordsOf(event: JobEvent): string {
  switch (event.type) {
    case 'progress':
      return `${event.stage} ${Math.floor(100 * event.fraction)} %`;
    case 'warning':
      return `warning: ${event.message} (${event.code})`;
    case 'failed':
      return `failed: ${withPaths(event.message)} (${event.code})`;
    default:
      return event.type;
  }
}
