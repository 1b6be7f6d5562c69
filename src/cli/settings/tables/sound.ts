import { OUTPUT_FORMATS } from '../../../engine/ports/media.js';
import { ENGINE_CHOICES, MOST_SEMITONES, RATIOS } from '../../../engine/sound/limits.js';
import * as kind from '../kinds.js';
import { defaulted, optional, type SettingTable } from '../setting.js';
import { FORCE, files } from './shared.js';

const change = { group: 'Change:' };

/** What stretch and pitch have in common. */
const CHANGE = {
  engine: defaulted(
    '--engine <NAME>',
    'voice, music, or auto: voice for speech, music for all else (default: auto)',
    kind.choiceKind(ENGINE_CHOICES),
    'auto' as (typeof ENGINE_CHOICES)[number],
    change,
  ),
  output: optional(
    '-o, --output <FILE>',
    'the result; - is stdout, as WAV unless --format says otherwise (default: NAME.COMMAND.ENDING here)',
    kind.pathKind,
    files,
  ),
  format: optional(
    '-f, --format <NAME>',
    `${OUTPUT_FORMATS.join(', ')} (default: by the ending, else as the input)`,
    kind.choiceKind(OUTPUT_FORMATS),
    files,
  ),
  force: FORCE,
} as const satisfies SettingTable;

/** Settings of `rapgo stretch`. */
export const STRETCH = {
  ratio: optional(
    '--ratio <N>',
    `output length over input length: 2 is twice as long (${RATIOS.min} to ${RATIOS.max})`,
    kind.numberKind(RATIOS.min, RATIOS.max),
    change,
  ),
  speed: optional(
    '--speed <N>',
    `the other way round: 2 is twice as fast (${1 / RATIOS.max} to ${1 / RATIOS.min})`,
    kind.numberKind(1 / RATIOS.max, 1 / RATIOS.min),
    change,
  ),
  to: optional('--to <SECONDS>', 'length of the result', kind.numberKind(0.001, 1e6, 'seconds'), change),
  map: optional(
    '--map <FILE>',
    'what is heard when, as JSON: [[input seconds, output seconds], …]; see docs/time-map.md',
    kind.pathKind,
    change,
  ),
  ...CHANGE,
} as const satisfies SettingTable;

/** Settings of `rapgo pitch`. */
export const PITCH = {
  semitones: optional(
    '--semitones <N>',
    'how far up, or down below 0: 12 is an octave',
    kind.numberKind(-MOST_SEMITONES, MOST_SEMITONES, 'semitones'),
    change,
  ),
  cents: optional(
    '--cents <N>',
    'the same in hundredths of a semitone',
    kind.numberKind(-100 * MOST_SEMITONES, 100 * MOST_SEMITONES, 'cents'),
    change,
  ),
  formants: defaulted(
    '--formants <keep|move>',
    'keep: the same voice, higher or lower; move: a smaller or larger one (default: keep)',
    kind.choiceKind(['keep', 'move']),
    'keep' as 'keep' | 'move',
    change,
  ),
  ...CHANGE,
} as const satisfies SettingTable;
