import { CONVERT_FORMATS, VERIFY_LEVELS } from '../../../engine/ports/converter.js';
import { RATIOS } from '../../../engine/sound/limits.js';
import * as kind from '../kinds.js';
import { defaulted, optional, type SettingTable } from '../setting.js';
import { FORCE, files, usualWorkers } from './shared.js';

const sound = { group: 'Sound:' };
const choice = { group: 'Which files:' };
const batch = { group: 'Batch:' };

/** Settings of `rapgo convert`. */
export const CONVERT = {
  output: optional(
    '-o, --output <DIR|FILE>',
    'where results go; - is stdout for one input (default: this folder)',
    kind.pathKind,
    files,
  ),
  format: optional(
    '-f, --format <NAME>',
    `${CONVERT_FORMATS.join(', ')} (default: mp3)`,
    kind.choiceKind(CONVERT_FORMATS),
    sound,
  ),
  quality: optional(
    '--quality <Q>',
    'v0 (best) to v9, or a rate such as 192k (default: v2 for mp3)',
    kind.qualityKind,
    sound,
  ),
  sampleRate: optional(
    '--sample-rate <HZ>',
    'samples per second (default: kept)',
    kind.integerKind(4000, 384_000),
    sound,
  ),
  channels: optional('--channels <N>', '1 is mono (default: kept)', kind.integerKind(1, 8), sound),
  track: optional(
    '--track <N|all>',
    'which audio track, from 1 (default: the main one)',
    kind.trackKind,
    sound,
  ),
  start: optional('--start <TIME>', 'leave out what comes before: 90, 1:30, 0:01:30', kind.timeKind, sound),
  end: optional('--end <TIME>', 'leave out what comes after', kind.timeKind, sound),
  normalize: optional(
    '--normalize <LUFS>',
    'bring to this loudness by one gain, as far as peaks allow',
    kind.numberKind(-70, -5, 'LUFS'),
    sound,
  ),
  trimSilence: defaulted('--trim-silence', 'leave out silence at both ends', kind.switchKind, false, sound),
  speed: optional(
    '--speed <N>',
    `2 is twice as fast, at the same pitch (${1 / RATIOS.max} to ${1 / RATIOS.min})`,
    kind.numberKind(1 / RATIOS.max, 1 / RATIOS.min),
    sound,
  ),
  splitChapters: defaulted('--split-chapters', 'a file for each chapter', kind.switchKind, false, sound),
  copy: defaulted(
    '--copy <auto|off>',
    'auto: no encoding where the sound fits the format as it is (default: off)',
    kind.choiceKind(['auto', 'off']),
    'off' as 'auto' | 'off',
    sound,
  ),
  include: optional('--include <GLOBS>', 'only these in folders: "*.mp4,talks/**"', kind.textKind, choice),
  exclude: optional('--exclude <GLOBS>', 'not these', kind.textKind, choice),
  flat: defaulted('--flat', 'all results in one folder', kind.switchKind, false, files),
  name: optional('--name <TEMPLATE>', 'such as "{artist} - {title}" or "{name}"', kind.textKind, files),
  force: FORCE,
  jobs: defaulted(
    '--jobs <N>',
    'files at a time (default: one per core)',
    kind.integerKind(1, 64),
    usualWorkers(),
    batch,
  ),
  dryRun: defaulted('--dry-run', 'say what would be done', kind.switchKind, false, batch),
  retryFailed: defaulted('--retry-failed', 'only what failed before', kind.switchKind, false, batch),
  rehash: defaulted(
    '--rehash',
    'tell sources by content, not by size and time',
    kind.switchKind,
    false,
    batch,
  ),
  verify: defaulted(
    '--verify <quick|full|off>',
    'check each result against its header, by decoding it, or not (default: quick)',
    kind.choiceKind(VERIFY_LEVELS),
    'quick' as (typeof VERIFY_LEVELS)[number],
    batch,
  ),
} as const satisfies SettingTable;
