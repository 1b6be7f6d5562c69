import { availableParallelism } from 'node:os';
import { JOB_STATES } from '../../engine/job.js';
import { CONVERT_FORMATS, VERIFY_LEVELS } from '../../engine/ports/converter.js';
import { OUTPUT_FORMATS } from '../../engine/ports/media.js';
import { RECORDERS } from '../../engine/ports/recorder.js';
import { DEFAULT_CEILING_DBTP, DEFAULT_STRENGTH, DEFAULT_TARGET_LUFS } from '../../engine/rap/defaults.js';
import { ENGINE_CHOICES, MOST_SEMITONES, RATIOS } from '../../engine/sound/limits.js';
import * as kind from './kinds.js';
import { defaulted, optional, type SettingTable } from './setting.js';

const MAX_WORKERS = 8;
const song = { group: 'Song:' };
const rhythm = { group: 'Rhythm:' };
const tone = { group: 'Tone:' };
const files = { group: 'Files:' };
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
    Math.min(availableParallelism(), MAX_WORKERS),
    general,
  ),
  history: defaulted('--no-history', 'keep no record of this run', kind.switchKind, true, general),
} as const satisfies SettingTable;

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
  force: defaulted('--force', 'replace existing files', kind.switchKind, false, {
    ...files,
    isPersonal: true,
  }),
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
  force: OUTPUT.force,
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
  force: OUTPUT.force,
  jobs: defaulted(
    '--jobs <N>',
    'files at a time (default: one per core)',
    kind.integerKind(1, 64),
    Math.min(availableParallelism(), MAX_WORKERS),
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

const arrivals = { group: 'Arrivals:' };
const SECONDS_OF_A_DAY = 86_400;

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

const take = { group: 'Take:' };

/** Settings of `rapgo record`. */
export const RECORD = {
  output: optional(
    '-o, --output <FILE>',
    'the take, a WAV file (default: take-1.wav, take-2.wav, … here)',
    kind.pathKind,
    files,
  ),
  force: OUTPUT.force,
  recover: optional('--recover <FILE>', 'bring back a take whose recording was killed', kind.pathKind, files),
  seconds: optional(
    '--seconds <N>',
    'end by itself (default: by enter or Ctrl-C)',
    kind.numberKind(0.1, 86_400, 'seconds'),
    take,
  ),
  countdown: defaulted('--countdown <SECONDS>', 'wait before it begins', kind.integerKind(0, 60), 0, take),
  device: optional('--device <NAME>', 'which microphone, as the recorder names it', kind.textKind, take),
  recorder: optional(
    '--recorder <NAME>',
    'arecord, rec, sox or ffmpeg (default: the first that is there)',
    kind.choiceKind(RECORDERS),
    take,
  ),
  sampleRate: defaulted(
    '--sample-rate <HZ>',
    'samples per second',
    kind.integerKind(4000, 192_000),
    48_000,
    take,
  ),
  channels: defaulted('--channels <N>', '1 or 2', kind.integerKind(1, 2), 1, take),
  generate: defaulted(
    '--generate',
    'make a rap of it at once; OPTIONS are for generate',
    kind.switchKind,
    false,
    take,
  ),
} as const satisfies SettingTable;

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

/** Tables of a config file by the command they are for; the common settings stand above all tables. */
export const COMMAND_SETTINGS = {
  generate: GENERATE,
  render: RENDER,
  stretch: STRETCH,
  pitch: PITCH,
  convert: CONVERT,
  watch: WATCH,
  record: RECORD,
  jobs: JOBS_LIST,
} as const satisfies Record<string, SettingTable>;
