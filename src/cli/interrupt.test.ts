import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { fakeHost } from '../../test/fake-host.js';
import { listenForInterrupts } from './interrupt.js';

describe('listenForInterrupts()', () => {
  beforeEach(() => vi.useFakeTimers());
  afterEach(() => vi.useRealTimers());

  it.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const)('aborts at the first %s and gives %d', (name, code) => {
    const host = fakeHost();
    const interrupts = listenForInterrupts(host);
    expect(interrupts.exitCode()).toBeUndefined();
    host.signals.emit(name);
    expect(interrupts.signal.aborted).toBe(true);
    expect(interrupts.exitCode()).toBe(code);
    expect(host.exits).toEqual([]);
  });
  it('ends the process at the second', () => {
    const host = fakeHost();
    listenForInterrupts(host);
    host.signals.emit('SIGINT');
    host.signals.emit('SIGINT');
    expect(host.exits).toEqual([130]);
  });
  it('ends the process within a second where the work does not', () => {
    const host = fakeHost();
    listenForInterrupts(host);
    host.signals.emit('SIGTERM');
    vi.advanceTimersByTime(1000);
    expect(host.exits).toEqual([143]);
  });
  it.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)(
    'tells the first %s to whoever wants to end it well',
    (name) => {
      const host = fakeHost();
      const interrupts = listenForInterrupts(host);
      let told = 0;
      interrupts.divert(() => {
        told += 1;
      });
      host.signals.emit(name);
      expect([told, interrupts.signal.aborted]).toEqual([1, false]);
      host.signals.emit('SIGINT');
      expect([told, interrupts.exitCode()]).toEqual([1, 130]);
    },
  );
  it('ends all as usual once nobody wants that any more', () => {
    const host = fakeHost();
    const interrupts = listenForInterrupts(host);
    interrupts.divert(() => {})();
    expect(host.signals.listenerCount('SIGHUP')).toBe(0);
    host.signals.emit('SIGINT');
    expect(interrupts.signal.aborted).toBe(true);
  });
  it('lets go of the process once disposed', () => {
    const host = fakeHost();
    listenForInterrupts(host).dispose();
    expect(host.signals.listenerCount('SIGINT') + host.signals.listenerCount('SIGTERM')).toBe(0);
  });
});
