import type { JobFilter } from '../../engine/ports/job-store.js';

/** A statement and its values. */
export interface Query {
  readonly sql: string;
  readonly values: readonly (string | number)[];
}

/** The statement that lists jobs newest first; each filter has an index that gives this very order. */
export function listQuery({ state, kind, since, parentId, limit = 50 }: JobFilter): Query {
  const conditions: string[] = [];
  const values: (string | number)[] = [];
  const where = (condition: string, value: string | number | undefined): void => {
    if (value === undefined) return;
    conditions.push(condition);
    values.push(value);
  };
  where('parent_id = ?', parentId);
  where('state = ?', state);
  where('kind = ?', kind);
  where('created_at >= ?', since);
  const filter = conditions.length === 0 ? '' : `WHERE ${conditions.join(' AND ')}`;
  return {
    sql: `SELECT * FROM jobs ${filter} ORDER BY created_at DESC, id DESC LIMIT ?`,
    values: [...values, limit],
  };
}
