import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { keepLease, LEASE_TIMING } from './lease.js';

const lease = { jobId: 'j', leaseOwner: 'me', fence: 1 };
const { leaseMs, renewMs } = LEASE_TIMING;
const fine = { lost: false, cancelRequested: false };

let renew: ReturnType<typeof vi.fn<() => Promise<typeof fine>>>;
const listener = { onCancelRequest: vi.fn(), onLost: vi.fn() };
beforeEach(() => {
  vi.useFakeTimers();
  vi.resetAllMocks();
  renew = vi.fn(async () => fine);
});
afterEach(() => vi.useRealTimers());
const keep = () => keepLease({ renew }, lease, listener);
const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms);

describe('keepLease()', () => {
  it('renews in time until it is stopped', async () => {
    const keeper = keep();
    await pass(10 * renewMs);
    expect(renew).toHaveBeenCalledTimes(10);
    keeper.stop();
    await pass(leaseMs);
    expect(renew).toHaveBeenCalledTimes(10);
  });
  it('leaves room for several renewals in one lease', () =>
    expect(leaseMs / renewMs).toBeGreaterThanOrEqual(5));
  it('passes a request to cancel on', async () => {
    renew.mockResolvedValueOnce({ lost: false, cancelRequested: true });
    const keeper = keep();
    await pass(renewMs);
    expect(listener.onCancelRequest).toHaveBeenCalledOnce();
    keeper.stop();
  });
  it('reports a lost lease once and asks no more', async () => {
    renew.mockResolvedValue({ lost: true, cancelRequested: false });
    keep();
    await pass(leaseMs);
    expect([renew.mock.calls.length, listener.onLost.mock.calls.length]).toEqual([1, 1]);
  });
  it('forgives failing renewals while the lease still runs', async () => {
    renew.mockRejectedValueOnce(new Error('locked')).mockRejectedValueOnce(new Error('locked'));
    const keeper = keep();
    await pass(3 * renewMs);
    expect([renew.mock.calls.length, listener.onLost.mock.calls.length]).toEqual([3, 0]);
    keeper.stop();
  });
  it('gives up when renewals fail until the lease has run out', async () => {
    const error = new Error('disk gone');
    renew.mockRejectedValue(error);
    keep();
    await pass(leaseMs - 1);
    expect(listener.onLost).not.toHaveBeenCalled();
    await pass(renewMs);
    expect(listener.onLost).toHaveBeenCalledExactlyOnceWith(error);
  });
  it('throws at a last look that finds the lease lost', async () => {
    renew.mockResolvedValue({ lost: true, cancelRequested: false });
    const keeper = keep();
    await expect(keeper.confirm()).rejects.toMatchObject({ code: 'request/unmet' });
    keeper.stop();
  });
});
