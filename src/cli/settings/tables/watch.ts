import * as kind from '../kinds.js';
import { defaulted, optional, type SettingTable } from '../setting.js';
import { CONVERT } from './convert.js';
import { files } from './shared.js';

const arrivals = { group: 'Arrivals:' };
const SECONDS_OF_A_DAY = 86_400;
const batch = { group: 'Batch:' };

/** Settings of `rapgo watch`. */
export const WATCH = {
  output: optional('-o, --output <DIR>', 'where results go', kind.pathKind, files),
  do: defaulted(
    '--do <COMMAND>',
    'what is done with each file: convert, generate, stretch or pitch with its options (default: "convert -f mp3")',
    kind.textKind,
    'convert -f mp3',
    arrivals,
  ),
  once: defaulted('--once', 'end when all that is there is done', kind.switchKind, false, arrivals),
  settle: defaulted(
    '--settle <SECONDS>',
    'how long a file must stay as it is to count as complete',
    kind.numberKind(0, SECONDS_OF_A_DAY, 'seconds'),
    3,
    arrivals,
  ),
  poll: defaulted(
    '--poll <SECONDS>',
    'how long to wait between two looks',
    kind.numberKind(0.05, SECONDS_OF_A_DAY, 'seconds'),
    1,
    arrivals,
  ),
  include: CONVERT.include,
  exclude: CONVERT.exclude,
  moveDone: optional(
    '--move-done <DIR>',
    'where files go that are done (default: they stay)',
    kind.pathKind,
    files,
  ),
  moveFailed: optional(
    '--move-failed <DIR>',
    'where files go that are set aside (default: they stay)',
    kind.pathKind,
    files,
  ),
  tries: defaulted('--tries <N>', 'attempts before a file is set aside', kind.integerKind(1, 100), 3, batch),
  retryDelay: defaulted(
    '--retry-delay <SECONDS>',
    'before the second attempt; four times as long before each further one',
    kind.numberKind(0, SECONDS_OF_A_DAY, 'seconds'),
    10,
    batch,
  ),
  retryFailed: defaulted('--retry-failed', 'try again what was set aside', kind.switchKind, false, batch),
  jobs: CONVERT.jobs,
} as const satisfies SettingTable;
