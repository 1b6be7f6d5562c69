/**
 * Jobs and their events. Every index ends in (created_at, id), so that any list is read newest first without sorting;
 * the partial ones stay as small as what they look for. Times are milliseconds since 1970-01-01 UTC.
 */
export const JOBS_SQL = `
CREATE TABLE jobs (
  id TEXT NOT NULL PRIMARY KEY,
  spec_version INTEGER NOT NULL,
  kind TEXT NOT NULL,
  state TEXT NOT NULL
    CHECK (state IN ('queued', 'running', 'succeeded', 'failed', 'cancelled', 'interrupted')),
  owner TEXT NOT NULL,
  parent_id TEXT REFERENCES jobs (id) ON DELETE SET NULL,
  idempotency_key TEXT,
  attempt INTEGER NOT NULL DEFAULT 0,
  rapgo_version TEXT NOT NULL,
  inputs TEXT NOT NULL,
  options TEXT NOT NULL,
  stage TEXT,
  progress REAL NOT NULL DEFAULT 0,
  artifacts TEXT NOT NULL DEFAULT '[]',
  result TEXT NOT NULL DEFAULT 'null',
  failure TEXT NOT NULL DEFAULT 'null',
  created_at INTEGER NOT NULL,
  started_at INTEGER,
  finished_at INTEGER,
  cancel_requested_at INTEGER,
  lease_owner TEXT,
  lease_until INTEGER,
  fence INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE INDEX jobs_by_age ON jobs (created_at, id);
CREATE INDEX jobs_by_state ON jobs (state, created_at, id);
CREATE INDEX jobs_by_kind ON jobs (kind, created_at, id);
CREATE INDEX jobs_by_kind_and_state ON jobs (kind, state, created_at, id);
CREATE INDEX jobs_by_parent ON jobs (parent_id, created_at, id) WHERE parent_id IS NOT NULL;
CREATE INDEX jobs_by_lease ON jobs (lease_until) WHERE state = 'running';
CREATE UNIQUE INDEX jobs_by_key ON jobs (owner, idempotency_key) WHERE idempotency_key IS NOT NULL;

CREATE TABLE events (
  job_id TEXT NOT NULL REFERENCES jobs (id) ON DELETE CASCADE,
  sequence INTEGER NOT NULL,
  event TEXT NOT NULL,
  PRIMARY KEY (job_id, sequence)
) STRICT, WITHOUT ROWID;
`;
