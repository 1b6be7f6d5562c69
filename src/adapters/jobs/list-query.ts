import type { JobFilter } from '../../engine/ports/job-store.js';

/** A statement and its values. */
export interface Query {
  readonly sql: string;
  readonly values: readonly (string | number)[];
}

/** Whether no later job tries the same again; what was cancelled or interrupted has not tried. */
const UNRETRIED = `NOT EXISTS (SELECT 1 FROM jobs AS later WHERE later.retry_of = coalesce(jobs.retry_of, jobs.id)
  AND (later.created_at, later.id) > (jobs.created_at, jobs.id) AND later.state NOT IN ('cancelled', 'interrupted'))`;

/** The statement that lists jobs newest first; each filter has an index that gives this very order. */
export function listQuery({ limit = 50, ...filter }: JobFilter): Query {
  const { sql, values } = conditionOf(filter);
  return {
    sql: `SELECT * FROM jobs ${sql} ORDER BY created_at DESC, id DESC LIMIT ?`,
    values: [...values, limit],
  };
}

/**
 * The statement that sums jobs up by kind and state. Grouped by parent too, which the caller adds up: so an index gives
 * the groups, and nothing is sorted.
 */
export function tallyQuery(filter: Omit<JobFilter, 'limit'>): Query {
  const { sql, values } = conditionOf(filter);
  return {
    sql: `SELECT kind, state, count(*) AS count, total(audio_seconds) AS audioSeconds,
        total(CASE WHEN audio_seconds IS NOT NULL THEN finished_at - started_at END) AS busyMs
      FROM jobs ${sql} GROUP BY parent_id, kind, state`,
    values,
  };
}

function conditionOf(filter: Omit<JobFilter, 'limit'>): Query {
  const { state, kind, since, parentId, topLevel, retryOf, unretried } = filter;
  const conditions: string[] = [];
  const values: (string | number)[] = [];
  const where = (condition: string, value: string | number | undefined): void => {
    if (value === undefined) return;
    conditions.push(condition);
    values.push(value);
  };
  where('parent_id = ?', parentId);
  if (topLevel) conditions.push('parent_id IS NULL');
  where('retry_of = ?', retryOf);
  where('state = ?', state);
  where('kind = ?', kind);
  where('created_at >= ?', since);
  if (unretried) conditions.push(UNRETRIED);
  return { sql: conditions.length === 0 ? '' : `WHERE ${conditions.join(' AND ')}`, values };
}
