import type { ChildProcess } from 'node:child_process';
import { RapgoError } from '../../engine/errors.js';
import type { Microphone, TakeOptions } from '../../engine/ports/recorder.js';
import { OTHER_DEVICE } from './programs.js';
import { wholeSamples } from './whole-samples.js';

/** Of what a recorder says, the last of which tells why it ended. */
const MOST_WORDS = 4000;

/**
 * Records with one of the programs that node-record-lpcm16 knows. That package leaves a missing program and the reason of a
 * failure to whoever listens at the process itself, so we do.
 */
export async function openByPackage(
  recorder: 'arecord' | 'rec' | 'sox',
  { sampleRate, channelCount, device }: TakeOptions,
): Promise<Microphone> {
  const { default: lpcm } = await import('node-record-lpcm16');
  const recording = lpcm.record({
    ...{ sampleRate, channels: channelCount, recorder, audioType: 'raw' },
    ...(device === null ? {} : { device }),
  });
  const { process: child } = recording;
  const stream = recording.stream();
  stream.pause(); // its own listener sets it flowing at once: the first samples would be lost
  const ending = listen(child, recorder);
  let isClosed = false;
  stream.on('error', () => {}); // a word without the reason
  async function* blocks(): AsyncGenerator<Uint8Array> {
    yield* wholeSamples(stream.iterator({ destroyOnReturn: true }), channelCount);
    const fault = await ending;
    if (!isClosed) throw fault;
  }
  return {
    recorder,
    blocks: { [Symbol.asyncIterator]: blocks },
    close() {
      if (isClosed) return;
      isClosed = true;
      child.kill('SIGTERM');
    },
  };
}

/** Resolves to why the program ended, in words a person can act on. */
function listen(child: ChildProcess, recorder: string): Promise<RapgoError> {
  let said = '';
  child.stderr?.on('data', (chunk: Buffer) => {
    said = `${said}${chunk}`.slice(-MOST_WORDS);
  });
  return new Promise((resolve) => {
    child.on('error', (cause) => {
      resolve(new RapgoError('tool/missing', `${recorder} cannot be started: ${cause.message}`, { cause }));
    });
    child.on('close', (code) => {
      const reason = said.trim().split('\n').at(-1) || `exit code ${code}`;
      resolve(
        new RapgoError('tool/failed', `${recorder} ended by itself: ${reason}`, {
          hint: OTHER_DEVICE,
        }),
      );
    });
  });
}
