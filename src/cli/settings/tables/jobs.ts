import { JOB_STATES } from '../../../engine/job.js';
import * as kind from '../kinds.js';
import { defaulted, optional, type SettingTable } from '../setting.js';

const since = optional('--since <WHEN>', 'a time span (30m, 12h, 7d, 2w) or a date', kind.sinceKind);

/** Settings of `rapgo jobs list`. */
export const JOBS_LIST = {
  state: optional('--state <NAME>', JOB_STATES.join(', '), kind.choiceKind(JOB_STATES)),
  kind: optional(
    '--kind <NAME>',
    'record, generate, render, analyze, stretch, pitch, convert, batch',
    kind.textKind,
  ),
  since,
  all: defaulted('--all', 'the jobs of batches too', kind.switchKind, false),
  limit: defaulted('--limit <N>', 'how many at most', kind.integerKind(1, 100_000), 50),
} as const satisfies SettingTable;

/** Settings of `rapgo jobs stats`. */
export const JOBS_STATS = { since } as const satisfies SettingTable;

/** Settings of `rapgo jobs prune`. */
export const JOBS_PRUNE = {
  older: optional(
    '--older <WHEN>',
    'ended longer ago than a time span (30d), or before a date',
    kind.sinceKind,
  ),
} as const satisfies SettingTable;
