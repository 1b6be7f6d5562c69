import { describe, expect, it } from 'vitest';
import { createStop, withGrace } from './stop.js';

const never = new Promise<never>(() => {});

describe('createStop()', () => {
  it('keeps the first reason', () => {
    const stop = createStop(undefined);
    expect(stop.cause).toBeUndefined();
    stop.fail('history is full');
    stop.cancel('Ctrl-C');
    expect(stop.cause).toEqual({ state: 'failed', thrown: 'history is full' });
    expect(stop.signal.reason).toBe('history is full');
  });
  it('follows the caller’s signal until it is released', () => {
    const [first, second] = [new AbortController(), new AbortController()];
    const [followed, released] = [createStop(first.signal), createStop(second.signal)];
    released.release();
    first.abort('Ctrl-C');
    second.abort('Ctrl-C');
    expect(followed.cause).toEqual({ state: 'cancelled', thrown: 'Ctrl-C' });
    expect(released.cause).toBeUndefined();
    expect(createStop(first.signal).signal.aborted).toBe(true);
  });
});

describe('withGrace()', () => {
  it('leaves work behind that does not hear the signal, before and after it starts', async () => {
    const controller = new AbortController();
    const waiting = withGrace(never, controller.signal, 1);
    controller.abort('stop');
    await expect(waiting).rejects.toBe('stop');
    await expect(withGrace(never, controller.signal, 1)).rejects.toBe('stop');
  });
  it('gives the outcome of work that ends in time', async () => {
    const signal = AbortSignal.abort('stop');
    expect(await withGrace(Promise.resolve(7), signal, 1000)).toBe(7);
    await expect(withGrace(Promise.reject(new Error('own')), signal, 1000)).rejects.toThrow('own');
  });
});
