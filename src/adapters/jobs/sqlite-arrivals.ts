import type { Database } from 'better-sqlite3';
import type { Arrival } from '../../engine/ports/arrivals.js';

/** The operations of a memory of arrivals on an open database; each is one statement. */
export interface SqliteArrivals {
  find(watch: string, source: string): Arrival | undefined;
  doneOfSize(watch: string, bytes: number): Arrival[];
  save(arrival: Arrival): void;
}

interface ArrivalRow extends Omit<Arrival, 'stamp' | 'dueAt'> {
  /** JSON. */
  readonly stamp: string;
  readonly due_at: number;
}

/** The arrivals in the database of the history. */
export function sqliteArrivalsOn(db: Database): SqliteArrivals {
  const columns = 'watch, source, stamp, sha256, state, attempts, due_at, reason';
  const find = db.prepare<[string, string], ArrivalRow>(
    `SELECT ${columns} FROM arrivals WHERE watch = ? AND source = ?`,
  );
  const doneOfSize = db.prepare<[string, number], ArrivalRow>(
    `SELECT ${columns} FROM arrivals WHERE watch = ? AND bytes = ? AND state = 'done'`,
  );
  const save = db.prepare(`INSERT OR REPLACE INTO arrivals (${columns}, bytes)
    VALUES (@watch, @source, @stamp, @sha256, @state, @attempts, @dueAt, @reason, @bytes)`);
  return {
    find(watch, source) {
      const row = find.get(watch, source);
      return row && toArrival(row);
    },
    doneOfSize: (watch, bytes) => doneOfSize.all(watch, bytes).map(toArrival),
    save({ stamp, ...arrival }) {
      save.run({ ...arrival, stamp: JSON.stringify(stamp), bytes: stamp.bytes });
    },
  };
}

function toArrival({ stamp, due_at: dueAt, ...row }: ArrivalRow): Arrival {
  return { ...row, stamp: JSON.parse(stamp), dueAt };
}
