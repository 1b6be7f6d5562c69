import { RapgoError } from '../../engine/errors.js';
import type { Style } from '../../engine/rap/style.js';
import { nameOrFileKind } from '../settings/kinds.js';
import { didYouMean } from '../suggest.js';

/**
 * The style of a name or a file; null stays null, for a style chosen from the voice.
 *
 * @throws {RapgoError} `style/unknown` with a guess; `style/invalid`, `media/not-found` for a file
 */
export async function resolveStyle(nameOrFile: string | null): Promise<Style | null> {
  if (nameOrFile === null) return null;
  if (nameOrFileKind.isPath?.(nameOrFile)) {
    const { readStyle } = await import('./style-file.js');
    return readStyle(nameOrFile);
  }
  const { STYLES } = await import('../../engine/rap/styles/index.js');
  const styles: Readonly<Record<string, Style>> = STYLES;
  const style = Object.hasOwn(styles, nameOrFile) ? styles[nameOrFile] : undefined;
  if (style !== undefined) return style;
  const guess = didYouMean(nameOrFile, Object.keys(styles));
  const meant = guess === undefined ? '' : ` (did you mean ${guess}?)`;
  throw new RapgoError('style/unknown', `there is no style "${nameOrFile}"${meant}`);
}
