import type { JobFilter } from '../../engine/ports/job-store.js';
import type { Row } from './memory-row.js';

type Rows = ReadonlyMap<string, Row>;

/** Order of lists: youngest first, by id within a millisecond. */
export const newestFirst = (a: Row, b: Row): number => b.createdAt - a.createdAt || (b.id < a.id ? -1 : 1);

/** Whether a row passes a filter; `rows` are all there are. */
export function fits(row: Row, filter: JobFilter, rows: Rows): boolean {
  const { state, kind, since, parentId, topLevel, retryOf, unretried } = filter;
  return (
    (state === undefined || row.state === state) &&
    (kind === undefined || row.kind === kind) &&
    (since === undefined || row.createdAt >= since) &&
    (parentId === undefined || row.parentId === parentId) &&
    (!topLevel || row.parentId === null) &&
    (retryOf === undefined || row.retryOf === retryOf) &&
    (!unretried || !isRetried(row, rows))
  );
}

function isRetried(row: Row, rows: Rows): boolean {
  const first = row.retryOf ?? row.id;
  return [...rows.values()].some(
    (later) =>
      later.retryOf === first &&
      newestFirst(later, row) < 0 &&
      later.id !== row.id &&
      later.state !== 'cancelled' &&
      later.state !== 'interrupted',
  );
}

/** Whether a row and all of its children had ended before a moment, ms since 1970. */
export function isPrunable(row: Row, endedBefore: number, rows: Rows): boolean {
  return hadEnded(row, endedBefore) && childrenOf(row, rows).every((child) => hadEnded(child, endedBefore));
}

const childrenOf = ({ id }: Row, rows: Rows): Row[] =>
  [...rows.values()].filter(({ parentId }) => parentId === id);

function hadEnded({ state, createdAt, finishedAt, leaseUntil }: Row, moment: number): boolean {
  return state !== 'queued' && state !== 'running' && (finishedAt ?? leaseUntil ?? createdAt) < moment;
}
