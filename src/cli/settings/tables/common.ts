import * as kind from '../kinds.js';
import { defaulted, optional, type SettingTable } from '../setting.js';
import { MAX_WORKERS, usualWorkers } from './shared.js';

const general = { group: 'General:' };

/** Settings of every command. */
export const COMMON = {
  json: defaulted(
    '--json',
    'one JSON object per line on stdout, the last one the result',
    kind.switchKind,
    false,
    general,
  ),
  quiet: defaulted('-q, --quiet', 'no progress and no notes', kind.switchKind, false, general),
  verbose: defaulted(
    '-v, --verbose',
    'say more; with an error, where it came from',
    kind.switchKind,
    false,
    general,
  ),
  color: defaulted('--no-color', 'no colour', kind.switchKind, true, general),
  ffmpeg: optional('--ffmpeg <PATH>', 'the ffmpeg program to use', kind.programKind, {
    ...general,
    isPersonal: true,
  }),
  workers: defaulted(
    '--workers <N>',
    `threads that compute; the result is the same for any (default: one per core, at most ${MAX_WORKERS})`,
    kind.integerKind(1, 64),
    usualWorkers(),
    general,
  ),
  history: defaulted('--no-history', 'keep no record of this run', kind.switchKind, true, general),
} as const satisfies SettingTable;
