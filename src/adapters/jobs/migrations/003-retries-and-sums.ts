/**
 * Retries name the job they try again; it may be pruned before them, so the name refers to nothing. The length of the
 * sound stands in a column of its own, since results are too long to be read for a sum.
 *
 * Lists mostly show jobs without a parent, or those of one parent, so indexes begin with it; the last of them holds all
 * that sums need.
 */
export const RETRIES_AND_SUMS_SQL = `
ALTER TABLE jobs ADD COLUMN retry_of TEXT;
ALTER TABLE jobs ADD COLUMN audio_seconds REAL;
UPDATE jobs SET audio_seconds = CASE
    WHEN json_type(result, '$.inputSeconds') IN ('integer', 'real') THEN json_extract(result, '$.inputSeconds')
    WHEN json_type(result, '$.durationSeconds') IN ('integer', 'real') THEN json_extract(result, '$.durationSeconds')
  END;

CREATE INDEX jobs_by_retry ON jobs (retry_of, created_at, id) WHERE retry_of IS NOT NULL;
DROP INDEX jobs_by_parent;
CREATE INDEX jobs_by_parent ON jobs (parent_id, created_at, id);
CREATE INDEX jobs_by_parent_and_state ON jobs (parent_id, state, created_at, id);
CREATE INDEX jobs_by_parent_and_kind ON jobs (parent_id, kind, created_at, id);
CREATE INDEX jobs_by_parent_kind_and_state ON jobs
  (parent_id, kind, state, created_at, id, audio_seconds, started_at, finished_at);
`;
