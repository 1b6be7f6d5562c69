import { describe, expect, it } from 'vitest';
import { ownedBuffers } from './buffers.js';

describe('ownedBuffers()', () => {
  it('finds each buffer once, however deep', () => {
    const one = new Float32Array(4);
    const two = new Uint8Array(2);
    const value = {
      channels: [one, one.subarray(2)],
      nested: { map: new Map([['raw', two.buffer]]) },
      name: 'x',
    };
    expect(ownedBuffers(value)).toEqual([one.buffer, two.buffer]);
  });
  it('finds none in plain values', () => {
    for (const value of [null, undefined, 3, 'text', [], {}]) expect(ownedBuffers(value)).toEqual([]);
  });
  it('leaves shared memory alone and survives a circle', () => {
    const value: Record<string, unknown> = { shared: new Uint8Array(new SharedArrayBuffer(4)) };
    value.self = value;
    expect(ownedBuffers(value)).toEqual([]);
  });
});
