import { extname, join, parse } from 'node:path';
import type { ConvertFormat } from '../../engine/ports/converter.js';
import type { Source } from './find-sources.js';
import { safeName } from './safe-name.js';

/** How results are named. */
export interface Naming {
  /** Absolute folder results go to. */
  readonly folder: string;
  readonly format: ConvertFormat;
  /** Whether the folders of the source are made again. */
  readonly keepsTree: boolean;
  /** Such as `{artist} - {title}`; null: the name of the source. */
  readonly template: string | null;
}

/** Longest name of a file on common systems, bytes, less room for a number. */
const MOST_BYTES = 240;

/** Where the result of a source goes, without a look at what is there. */
export function nameOutput(
  { relative }: Source,
  { folder, format, keepsTree, template }: Naming,
  tags: Readonly<Record<string, string>> = {},
): string {
  const { dir, name } = parse(relative);
  const stem = template === null ? name : fillTemplate(template, name, tags);
  return join(folder, keepsTree ? dir : '', `${shorten(stem)}.${format}`);
}

/** Another name for the same result, where the first is taken by another source: `talk.wav.mp3` beside `talk.mp3`. */
export function nameBeside(output: string, source: Source, attempt: number): string {
  const ending = extname(output);
  const stem = output.slice(0, -ending.length);
  const own = extname(source.path);
  return attempt === 0 && own !== '' ? `${stem}${own}${ending}` : `${stem} (${attempt + 1})${ending}`;
}

/** Fills names in braces with tags; one that is missing becomes `Unknown title`, and `{name}` is the source's own name. */
function fillTemplate(template: string, name: string, tags: Readonly<Record<string, string>>): string {
  const filled = template.replace(/\{(\w+)\}/g, (_, key: string) =>
    safeName(key === 'name' ? name : (tags[key.toLowerCase()] ?? `Unknown ${key}`)),
  );
  return filled.replace(/^\.+/, '').trim() || name;
}

/** Whether a template needs the tags of the source. */
export const needsTags = (template: string | null): boolean =>
  template !== null && /\{(?!name\})\w+\}/.test(template);

function shorten(stem: string): string {
  let short = stem;
  while (Buffer.byteLength(short) > MOST_BYTES) short = [...short].slice(0, -1).join('');
  return short;
}
