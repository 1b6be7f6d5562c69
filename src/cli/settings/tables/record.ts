import { RECORDERS } from '../../../engine/ports/recorder.js';
import * as kind from '../kinds.js';
import { defaulted, optional, type SettingTable } from '../setting.js';
import { FORCE, files } from './shared.js';

const take = { group: 'Take:' };

/** Settings of `rapgo record`. */
export const RECORD = {
  output: optional(
    '-o, --output <FILE>',
    'the take, a WAV file (default: take-1.wav, take-2.wav, … here)',
    kind.pathKind,
    files,
  ),
  force: FORCE,
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
