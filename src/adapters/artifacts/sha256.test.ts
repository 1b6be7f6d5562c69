import { createHash, randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { sha256Beside, sha256Here, sha256OnThread } from './sha256.js';

describe.each([
  ['here', sha256Here],
  ['on a thread', sha256OnThread],
  ['beside, of little', () => sha256Beside(1)],
  ['beside, of much', () => sha256Beside(1e9)],
])('sha256 %s', (_, create) => {
  it('is that of all bytes, and does not mind that they change afterwards', async () => {
    const bytes = randomBytes(5_000_001);
    const hash = create();
    const block = Buffer.alloc(700_001);
    for (let at = 0; at < bytes.length; at += block.length) {
      const length = bytes.copy(block, 0, at);
      await hash.update(block.subarray(0, length));
    }
    expect(await hash.digest()).toBe(createHash('sha256').update(bytes).digest('hex'));
  });
  it('is that of nothing where nothing came', async () => {
    expect(await create().digest()).toBe(createHash('sha256').digest('hex'));
  });
  it('can be given up at any time', async () => {
    const hash = create();
    await hash.update(Buffer.alloc(10_000));
    hash.discard();
    hash.discard();
  });
});

it('a thread that is given up leaves nobody waiting', async () => {
  const hash = sha256OnThread();
  const waiting = hash.update(Buffer.alloc(20_000_000));
  hash.discard();
  await expect(waiting).rejects.toThrow('aborted');
});
