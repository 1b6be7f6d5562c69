import type { Database } from 'better-sqlite3';
import type { FileStamp, LedgerEntry, OpenedEntry } from '../../engine/ports/ledger.js';

/** The operations of a ledger on an open database; each is one statement. */
export interface SqliteLedger {
  find(output: string): LedgerEntry | undefined;
  open(entry: OpenedEntry): void;
  close(output: string, made: FileStamp, sourceSha256: string | null): void;
  moveSource(from: string, to: string): void;
}

interface LedgerRow {
  readonly output: string;
  readonly source: string;
  readonly source_stamp: string;
  readonly source_sha256: string | null;
  readonly recipe: string;
  readonly before: string;
  readonly made: string;
}

/** The ledger in the database of the history. */
export function sqliteLedgerOn(db: Database): SqliteLedger {
  const find = db.prepare<[string], LedgerRow>('SELECT * FROM ledger WHERE output = ?');
  const open = db.prepare(`INSERT OR REPLACE INTO ledger (output, source, source_stamp, recipe, before)
    VALUES (?, ?, ?, ?, ?)`);
  const close = db.prepare('UPDATE ledger SET made = ?, source_sha256 = ? WHERE output = ?');
  const moveSource = db.prepare('UPDATE ledger SET source = ? WHERE source = ?');
  return {
    find(output) {
      const row = find.get(output);
      if (row === undefined) return undefined;
      const { source, recipe } = row;
      return {
        ...{ output, source, recipe },
        sourceStamp: JSON.parse(row.source_stamp),
        sourceSha256: row.source_sha256,
        before: JSON.parse(row.before),
        made: JSON.parse(row.made),
      };
    },
    open({ output, source, sourceStamp, recipe, before }) {
      open.run(output, source, JSON.stringify(sourceStamp), recipe, JSON.stringify(before));
    },
    close: (output, made, sourceSha256) => void close.run(JSON.stringify(made), sourceSha256, output),
    moveSource: (from, to) => void moveSource.run(to, from),
  };
}
