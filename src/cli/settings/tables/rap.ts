import { OUTPUT_FORMATS } from '../../../engine/ports/media.js';
import { DEFAULT_CEILING_DBTP, DEFAULT_STRENGTH, DEFAULT_TARGET_LUFS } from '../../../engine/rap/defaults.js';
import * as kind from '../kinds.js';
import { defaulted, optional, type SettingTable } from '../setting.js';
import { FORCE, files } from './shared.js';

const song = { group: 'Song:' };
const rhythm = { group: 'Rhythm:' };
const tone = { group: 'Tone:' };

const OUTPUT = {
  format: optional(
    '-f, --format <NAME>',
    `${OUTPUT_FORMATS.join(', ')} (default: by the ending, else mp3)`,
    kind.choiceKind(OUTPUT_FORMATS),
    files,
  ),
  stems: optional('--stems <DIR>', 'also write each part of the mix as a WAV file', kind.pathKind, files),
  labels: optional(
    '--labels <FILE>',
    'also write where each syllable stands, as Audacity labels',
    kind.pathKind,
    files,
  ),
  lrc: optional('--lrc <FILE>', 'also write the words with their times', kind.pathKind, files),
  strict: defaulted(
    '--strict',
    'fail (exit 6) where a check of the result fails',
    kind.switchKind,
    false,
    song,
  ),
  force: FORCE,
} as const satisfies SettingTable;

/** Settings of `rapgo generate`. */
export const GENERATE = {
  output: optional(
    '-o, --output <FILE>',
    'the rap; - is stdout (default: NAME.STYLE.mp3 here)',
    kind.pathKind,
    files,
  ),
  style: optional(
    '--style <NAME|FILE>',
    'see rapgo styles (default: chosen from the voice)',
    kind.nameOrFileKind,
    song,
  ),
  beat: optional('--beat <FILE>', 'music to rap over, instead of a band', kind.pathKind, rhythm),
  bpm: optional(
    '--bpm <N>',
    'tempo, BPM (default: chosen within the style)',
    kind.numberKind(40, 240, 'BPM'),
    rhythm,
  ),
  offset: optional(
    '--offset <SECONDS>',
    'where the first downbeat of --beat lies',
    kind.numberKind(0, 3600, 'seconds'),
    rhythm,
  ),
  half: defaulted('--half', 'take the tempo of --beat at half', kind.switchKind, false, rhythm),
  double: defaulted('--double', 'take the tempo of --beat at twice', kind.switchKind, false, rhythm),
  grid: optional(
    '--grid <NAME>',
    'eighth, sixteenth or triplet (default: as the style says)',
    kind.choiceKind(['eighth', 'sixteenth', 'triplet']),
    rhythm,
  ),
  strength: defaulted(
    '--strength <0..1>',
    'how far syllables are pulled to the grid',
    kind.numberKind(0, 1),
    DEFAULT_STRENGTH,
    rhythm,
  ),
  swing: optional(
    '--swing <.5...75>',
    '0.5 is straight, 0.66 a triplet feel (default: as the style says)',
    kind.numberKind(0.5, 0.75),
    rhythm,
  ),
  tune: optional('--tune <KEY|auto>', 'pull the voice to the notes of a key', kind.keyOrAutoKind, tone),
  key: optional('--key <KEY>', 'key of the music, such as "F# minor", Fm or Bb', kind.keyKind, tone),
  hook: optional('--hook <WORDS>', 'words of the speech that return as the hook', kind.textKind, song),
  transcript: optional('--transcript <FILE>', 'the words spoken, as plain text', kind.pathKind, song),
  seed: optional(
    '--seed <N>',
    'for another take (default: from the speech itself)',
    kind.integerKind(0, 0xffff_ffff),
    song,
  ),
  plan: optional('--plan <FILE>', 'also write the plan, for rapgo render', kind.pathKind, files),
  lufs: defaulted(
    '--lufs <N>',
    'loudness of the result, LUFS',
    kind.numberKind(-40, -5, 'LUFS'),
    DEFAULT_TARGET_LUFS,
    tone,
  ),
  truePeak: defaulted(
    '--true-peak <N>',
    'true peak it stays under, dBTP',
    kind.numberKind(-12, 0, 'dBTP'),
    DEFAULT_CEILING_DBTP,
    tone,
  ),
  ...OUTPUT,
} as const satisfies SettingTable;

/** Settings of `rapgo render`. */
export const RENDER = {
  output: optional(
    '-o, --output <FILE>',
    'the rap; - is stdout (default: the name of the plan)',
    kind.pathKind,
    files,
  ),
  source: optional(
    '--source <FILE>',
    'the speech (default: the file the plan names, beside it)',
    kind.pathKind,
    files,
  ),
  beat: optional(
    '--beat <FILE>',
    'the music (default: the file the plan names, beside it)',
    kind.pathKind,
    files,
  ),
  ...OUTPUT,
} as const satisfies SettingTable;
