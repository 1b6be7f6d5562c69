import * as v from 'valibot';
import { RapgoError } from '../../engine/errors.js';
import { type Style, StyleSchema } from '../../engine/rap/style.js';
import { readTextFile } from './text-file.js';

const MAX_BYTES = 4 * 1024 * 1024;

/**
 * Reads a style that a person wrote.
 *
 * @throws {RapgoError} `media/not-found`, `media/unreadable`; `style/invalid` naming the field, or every wrong field
 *   where there are several
 */
export async function readStyle(file: string): Promise<Style> {
  const style = v.safeParse(StyleSchema, parse(file, await readTextFile(file, 'style', MAX_BYTES)));
  if (style.success) return style.output;
  const faults = style.issues.map((issue) => {
    const field = v.getDotPath(issue);
    return field === null ? issue.message : `${field}: ${issue.message}`;
  });
  throw new RapgoError('style/invalid', `${file}: ${faults.join('; ')}`);
}

function parse(file: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new RapgoError('style/invalid', `${file} is not JSON: ${(cause as Error).message}`, { cause });
  }
}
