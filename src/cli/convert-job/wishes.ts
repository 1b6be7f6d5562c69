import { statSync } from 'node:fs';
import { basename, extname, resolve } from 'node:path';
import { RapgoError } from '../../engine/errors.js';
import { CONVERT_FORMATS, type ConvertFormat } from '../../engine/ports/converter.js';
import type { ConvertOptions } from '../../engine/tasks/convert-options.js';
import type { ValuesOf } from '../settings/setting.js';
import type { CONVERT } from '../settings/tables.js';
import type { Origin, Resolved } from '../settings.js';

/** The settings of a run. */
export type ConvertValues = ValuesOf<typeof CONVERT>;

/** What `rapgo convert` was asked for. */
export interface ConvertRequest {
  readonly inputs: readonly string[];
  readonly values: ConvertValues;
  readonly origins: Resolved<typeof CONVERT>['origins'];
}

/** Where results go: a folder, one file, or stdout. */
export type Destination =
  | { readonly kind: 'folder'; readonly folder: string }
  | { readonly kind: 'file'; readonly file: string }
  | { readonly kind: 'stdout' };

/** Options of every job of a run; each file adds its own output, tags and part. */
export type CommonOptions = Omit<ConvertOptions, 'output'>;

/** Reads where results go; a name with the ending of a format is a file where there is one input. */
export function readDestination({ inputs, values }: ConvertRequest, cwd: string): Destination {
  const { output } = values;
  if (output === null) return { kind: 'folder', folder: cwd };
  if (output === '-') return { kind: 'stdout' };
  const file = resolve(cwd, output);
  const isFolder = /[/\\]$/.test(output) || statSync(file, { throwIfNoEntry: false })?.isDirectory();
  const isFile = !isFolder && inputs.length === 1 && formatOf(output) !== undefined;
  return isFile ? { kind: 'file', file } : { kind: 'folder', folder: file };
}

const formatOf = (name: string): ConvertFormat | undefined => {
  const ending = extname(name).slice(1).toLowerCase();
  return CONVERT_FORMATS.find((format) => format === ending);
};

/**
 * The options that all files of a run share.
 *
 * @throws {RapgoError} `usage/bad-option` where a name and `--format` contradict each other
 */
export function readOptions({ values, origins }: ConvertRequest, destination: Destination): CommonOptions {
  const { quality, sampleRate, channels, track, start, end, normalize, trimSilence, speed, copy } = values;
  if (start !== null && end !== null && end <= start) {
    throw new RapgoError('usage/bad-option', '--end lies before --start', { hint: 'a later time for --end' });
  }
  return {
    ...{ quality, sampleRate, channelCount: channels, startSeconds: start, endSeconds: end, trimSilence },
    format: chooseFormat(values.format, origins.format, destination),
    track: track === 'all' ? null : track,
    normalizeLufs: normalize,
    ratio: speed === null ? null : 1 / speed,
    copy: copy === 'auto',
    tags: {},
    chapters: true,
    verify: values.verify,
    force: values.force,
  };
}

function chooseFormat(named: ConvertFormat | null, origin: Origin, destination: Destination): ConvertFormat {
  if (destination.kind !== 'file') return named ?? 'mp3';
  const byName = formatOf(destination.file)!;
  if (named !== null && named !== byName && origin.source === 'flag') {
    const name = basename(destination.file);
    throw new RapgoError('usage/bad-option', `${name} is a name for ${byName}, but --format says ${named}`);
  }
  return byName;
}
