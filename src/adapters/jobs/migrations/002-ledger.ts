/** Which file was made of which; see `engine/ports/ledger.ts`. Stamps are JSON. */
export const LEDGER_SQL = `
CREATE TABLE ledger (
  output TEXT NOT NULL PRIMARY KEY,
  source TEXT NOT NULL,
  source_stamp TEXT NOT NULL,
  source_sha256 TEXT,
  recipe TEXT NOT NULL,
  before TEXT NOT NULL,
  made TEXT NOT NULL DEFAULT 'null'
) STRICT, WITHOUT ROWID;
`;
