import { describe, expect, it } from 'vitest';
import { createEventLog, STORED_PROGRESS_MS } from './event-log.js';
import type { EventBody, JobEvent } from './events.js';

const lease = { jobId: 'j', leaseOwner: 'me', fence: 1 };
const DONE: EventBody = { type: 'finished', result: 1 };

function open({
  saves = true,
  append = async () => {},
}: {
  saves?: boolean;
  append?: () => Promise<void>;
} = {}) {
  const stored: JobEvent[] = [];
  const heard: JobEvent[] = [];
  const faults: unknown[] = [];
  const clock = { now: 1000 };
  const log = createEventLog({
    jobs: {
      async append(_, events) {
        await append();
        stored.push(...events);
      },
      async finish(_, __, last) {
        if (saves) stored.push(last);
        return saves;
      },
    },
    lease,
    lastSequence: 0,
    now: () => clock.now,
    onEvent: (event) => heard.push(event),
    onFault: (error) => faults.push(error),
  });
  const progress = (stage: string, fraction: number): void => log.emit({ type: 'progress', stage, fraction });
  const end = () => log.end({ state: 'succeeded', result: 1, artifacts: [] }, DONE);
  return { log, progress, end, stored, heard, faults, clock };
}
const numbers = (events: readonly JobEvent[]): number[] => events.map(({ sequence }) => sequence);

describe('createEventLog()', () => {
  it('lets every event be heard but stores progress of one stage only now and then', async () => {
    const { progress, end, stored, heard, clock } = open();
    for (let n = 0; n < 10; n++) {
      progress('stretch', n / 10);
      clock.now += STORED_PROGRESS_MS / 4;
    }
    progress('encode', 0);
    await end();
    expect(numbers(heard)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
    expect(numbers(stored)).toEqual([1, 5, 9, 11, 12]);
  });
  it('stores the last progress before the end, so that the row says where the job stopped', async () => {
    const { progress, end, stored } = open();
    progress('stretch', 0);
    progress('stretch', 0.25);
    progress('stretch', 0.5);
    await end();
    expect(numbers(stored)).toEqual([1, 3, 4]);
  });
  it('lets an event be heard after it is stored, in order', async () => {
    let release = (): void => {};
    const gate = new Promise<void>((resolve) => {
      release = resolve;
    });
    const { log, progress, end, heard, stored } = open({ append: () => gate });
    log.emit({ type: 'started', kind: 'x' });
    progress('stretch', 0);
    progress('stretch', 0.5);
    expect(heard).toEqual([]);
    release();
    await end();
    expect([numbers(heard), numbers(stored)]).toEqual([
      [1, 2, 3, 4],
      [1, 2, 3, 4],
    ]);
  });
  it('hears nothing more once it has ended', async () => {
    const { log, end, heard } = open();
    await end();
    log.emit({ type: 'warning', code: 'x', message: 'y' });
    expect(heard).toMatchObject([DONE]);
  });
  it('keeps the last event to itself when the job belongs to somebody else', async () => {
    const { end, heard } = open({ saves: false });
    expect(await end()).toBe(false);
    expect(heard).toEqual([]);
  });
  it('reports a store that fails, and can still end', async () => {
    const error = new Error('disk full');
    const { log, end, faults } = open({ append: () => Promise.reject(error) });
    log.emit({ type: 'started', kind: 'x' });
    expect(await end()).toBe(true);
    expect(faults).toEqual([error]);
  });
});
