import { RapgoError } from '../../engine/errors.js';
import { faultOfAnchors } from '../../engine/sound/stretch-map.js';
import { readTextFile } from '../rap-job/text-file.js';

const MAX_BYTES = 64 * 1024 * 1024;
const SHAPE = '[[input seconds, output seconds], …] or {"anchors": […]}';

/**
 * Reads a time map; see docs/time-map.md.
 *
 * @throws {RapgoError} `media/not-found`, `media/unreadable`; `map/unreadable` for what is no JSON or of another shape;
 *   `map/invalid` for anchors that make no map
 */
export async function readMap(file: string): Promise<[number, number][]> {
  const content = parse(file, await readTextFile(file, 'map', MAX_BYTES));
  const list = isRecord(content) ? content.anchors : content;
  if (!Array.isArray(list) || !list.every(isPair)) {
    throw new RapgoError('map/unreadable', `${file} is not a list of anchors`, { hint: SHAPE });
  }
  const fault = faultOfAnchors(list);
  if (fault !== undefined) throw new RapgoError('map/invalid', `the map ${file}: ${fault}`);
  return list;
}

function parse(file: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new RapgoError('map/unreadable', `the map ${file} is not JSON: ${(cause as Error).message}`, {
      cause,
    });
  }
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isPair = (value: unknown): value is [number, number] =>
  Array.isArray(value) && value.length === 2 && value.every((number) => typeof number === 'number');
