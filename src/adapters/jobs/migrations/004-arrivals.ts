/**
 * What became of files in watched folders; see `engine/ports/arrivals.ts`. The stamp is JSON. A source that is moved away
 * takes its entries in the ledger along, which are found by it.
 */
export const ARRIVALS_SQL = `
CREATE TABLE arrivals (
  watch TEXT NOT NULL,
  source TEXT NOT NULL,
  stamp TEXT NOT NULL,
  bytes INTEGER NOT NULL,
  sha256 TEXT,
  state TEXT NOT NULL,
  attempts INTEGER NOT NULL,
  due_at REAL NOT NULL,
  reason TEXT,
  PRIMARY KEY (watch, source)
) STRICT, WITHOUT ROWID;
CREATE INDEX arrivals_by_size ON arrivals (watch, bytes) WHERE state = 'done';
ALTER TABLE ledger ADD COLUMN replaces_own INTEGER NOT NULL DEFAULT 0;
CREATE INDEX ledger_by_source ON ledger (source);
`;
