import { createHash } from 'node:crypto';
import { on } from 'node:events';
import { Worker } from 'node:worker_threads';

/** Hashes bytes that come one after the other. */
export interface Sha256 {
  /** Takes the next bytes, which may change once it resolves. */
  update(bytes: Uint8Array): void | Promise<void>;
  /** Of all that came, in hexadecimal digits; the last call. */
  digest(): Promise<string>;
  /** Gives up. Safe at any time. */
  discard(): void;
}

/** Where this is hashed is up to whoever makes it. @param expectedBytes about how many will come */
export type CreateSha256 = (expectedBytes: number) => Sha256;

/** Hashes at once, and where it is called. */
export function sha256Here(): Sha256 {
  const hash = createHash('sha256');
  return {
    update: (bytes) => void hash.update(bytes),
    digest: async () => hash.digest('hex'),
    discard: () => undefined,
  };
}

/** Below it a thread is not worth its start, some 30 ms. */
const LARGE_BYTES = 16 * 1024 * 1024;

/** Hashes what is large on a thread: without help from the processor it takes more than a tenth of the time of stretching. */
export const sha256Beside: CreateSha256 = (expectedBytes) =>
  expectedBytes < LARGE_BYTES ? sha256Here() : sha256OnThread();

const SLOT_BYTES = 512 * 1024;
const SLOT_COUNT = 4;

/** Plain text, so that neither sources nor bundles need a file for it. Answers with the slot that is free again. */
const THREAD = `
  const { parentPort, workerData } = require('node:worker_threads');
  const hash = require('node:crypto').createHash('sha256');
  parentPort.on('message', ({ slot, length }) => {
    if (slot === undefined) return parentPort.postMessage(hash.digest('hex'));
    hash.update(workerData.subarray(slot, slot + length));
    parentPort.postMessage(slot);
  });`;

/** Hashes on a thread of its own, which ends with the digest; the bytes get there through memory that both see. */
export function sha256OnThread(): Sha256 {
  const memory = new Uint8Array(new SharedArrayBuffer(SLOT_COUNT * SLOT_BYTES));
  const thread = new Worker(THREAD, { eval: true, workerData: memory, execArgv: [] });
  const stop = new AbortController();
  const answers = on(thread, 'message', { signal: stop.signal });
  const nextAnswer = async (): Promise<unknown> => (await answers.next()).value[0];
  const free = Array.from({ length: SLOT_COUNT }, (_, n) => n * SLOT_BYTES);
  const discard = (): void => {
    stop.abort();
    void thread.terminate();
  };
  return {
    discard,
    async update(bytes) {
      for (let from = 0; from < bytes.length; from += SLOT_BYTES) {
        const slot = free.pop() ?? ((await nextAnswer()) as number);
        const piece = bytes.subarray(from, from + SLOT_BYTES);
        memory.set(piece, slot);
        thread.postMessage({ slot, length: piece.length });
      }
    },
    async digest() {
      thread.postMessage({});
      let answer: unknown;
      while (typeof answer !== 'string') answer = await nextAnswer();
      discard();
      return answer;
    },
  };
}
