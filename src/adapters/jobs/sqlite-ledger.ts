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
  readonly replaces_own: 0 | 1;
  readonly made: string;
}

/** The ledger in the database of the history. */
export function sqliteLedgerOn(db: Database): SqliteLedger {
  const find = db.prepare<[string], LedgerRow>('SELECT * FROM ledger WHERE output = ?');
  const open =
    db.prepare(`INSERT OR REPLACE INTO ledger (output, source, source_stamp, recipe, before, replaces_own)
    VALUES (?, ?, ?, ?, ?, ?)`);
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
        replacesOwn: row.replaces_own === 1,
        made: JSON.parse(row.made),
      };
    },
    open({ output, source, sourceStamp, recipe, before, replacesOwn }) {
      const [stamp, was] = [JSON.stringify(sourceStamp), JSON.stringify(before)];
      open.run(output, source, stamp, recipe, was, Number(replacesOwn));
    },
    close: (output, made, sourceSha256) => void close.run(JSON.stringify(made), sourceSha256, output),
    moveSource: (from, to) => void moveSource.run(to, from),
  };
}
