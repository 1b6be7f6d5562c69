import { open, rm, stat } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { RapgoError } from '../../engine/errors.js';
import type { GrowingTake, TakeShape, Takes } from '../../engine/ports/takes.js';
import { moveIntoPlace } from '../artifacts/move-into-place.js';
import { outputError } from '../artifacts/output-error.js';
import { wavHeader } from '../media/wav-header.js';

/** Ends the name of a take that is not complete. */
export const PART_ENDING = '.part';

const BYTES_PER_SAMPLE = 2;
/** How much sound may be missing from the header of a take whose process was killed, seconds. */
const LAG_SECONDS = 0.5;
/** Where a header of ours says how many channels, and where its samples begin. */
const CHANNELS_AT = 58;
const HEADER_BYTES = 80;

/** Takes grow as WAV files beside their final names. */
export const wavTakes: Takes = {
  async begin(uri, shape) {
    const target = fileURLToPath(uri);
    return beginTake(`${target}${PART_ENDING}`, target, shape);
  },
};

async function beginTake(part: string, target: string, shape: TakeShape): Promise<GrowingTake> {
  const guarded = async <Value>(action: () => Promise<Value>): Promise<Value> => {
    try {
      return await action();
    } catch (cause) {
      throw (cause as NodeJS.ErrnoException).code === 'EEXIST' ? cutShort(part) : outputError(target, cause);
    }
  };
  const file = await guarded(() => open(part, 'wx+'));
  const headerOf = (dataBytes: number): Buffer =>
    wavHeader({ sample: 'int16', ...shape, dataBytes, tailBytes: 0 });
  const lagBytes = LAG_SECONDS * shape.sampleRate * shape.channelCount * BYTES_PER_SAMPLE;
  let [dataBytes, toldBytes] = [0, 0];
  const tell = async (): Promise<void> => {
    toldBytes = dataBytes;
    await file.write(headerOf(dataBytes), 0, HEADER_BYTES, 0);
  };
  await guarded(tell);
  return {
    append: (block) =>
      guarded(async () => {
        for (let done = 0; done < block.length; ) {
          const at = HEADER_BYTES + dataBytes + done;
          done += (await file.write(block, done, block.length - done, at)).bytesWritten;
        }
        dataBytes += block.length;
        if (dataBytes - toldBytes >= lagBytes) await tell();
      }),
    finish: () =>
      guarded(async () => {
        await tell();
        await file.sync();
        await file.close();
        return part;
      }),
    async discard() {
      await file.close().catch(() => undefined);
      await rm(part, { force: true });
    },
  };
}

const cutShort = (part: string): RapgoError =>
  new RapgoError(
    'usage/output-exists',
    `${part} is a take that was cut short, or one that is being recorded`,
    {
      hint: `rapgo record --recover ${part}`,
    },
  );

/**
 * Brings back a take whose process was killed: its header is made to say all that is there, and it gets its name.
 *
 * @param part a file that ends in `.part`
 * @returns the take
 * @throws {RapgoError} `media/not-found`; `media/not-media` for what is no take; `usage/output-exists`
 */
export async function recoverTake(part: string): Promise<string> {
  const target = part.slice(0, -PART_ENDING.length);
  const file = await open(part, 'r+').catch((cause: unknown) => {
    throw new RapgoError('media/not-found', `there is no take ${part} to bring back`, { cause });
  });
  try {
    const head = Buffer.alloc(HEADER_BYTES);
    const { bytesRead } = await file.read(head, 0, HEADER_BYTES, 0);
    const isTake =
      bytesRead === HEADER_BYTES && part.endsWith(PART_ENDING) && head.toString('latin1', 8, 12) === 'WAVE';
    const channelCount = head.readUInt16LE(CHANNELS_AT);
    if (!isTake || channelCount === 0) {
      throw new RapgoError('media/not-media', `${part} is not a take of rapgo`);
    }
    const sampleRate = head.readUInt32LE(CHANNELS_AT + 2);
    const stride = channelCount * BYTES_PER_SAMPLE;
    const dataBytes = Math.floor(((await stat(part)).size - HEADER_BYTES) / stride) * stride;
    if (dataBytes === 0) throw new RapgoError('media/no-audio', `nothing was recorded into ${part}`);
    const header = wavHeader({ sample: 'int16', sampleRate, channelCount, dataBytes, tailBytes: 0 });
    await file.truncate(HEADER_BYTES + dataBytes);
    await file.write(header, 0, HEADER_BYTES, 0);
  } finally {
    await file.close();
  }
  await moveIntoPlace(part, target, { replace: false });
  return target;
}
