import { JOBS_SQL } from './001-jobs.js';
import { LEDGER_SQL } from './002-ledger.js';
import { RETRIES_AND_SUMS_SQL } from './003-retries-and-sums.js';
import { ARRIVALS_SQL } from './004-arrivals.js';

/**
 * Every change to the shape of the history, in order: the n-th brings a database from version n − 1 to n. A released
 * one is never edited; a change is a new file and one line here.
 */
export const MIGRATIONS: readonly string[] = [JOBS_SQL, LEDGER_SQL, RETRIES_AND_SUMS_SQL, ARRIVALS_SQL];
