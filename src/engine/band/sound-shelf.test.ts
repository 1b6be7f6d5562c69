import { Worker } from 'node:worker_threads';
import { describe, expect, it } from 'vitest';
import { createShelfMemory, openShelf } from './sound-shelf.js';

const stereo = (value: number, length = 4): Float32Array[] => [
  new Float32Array(length).fill(value),
  new Float32Array(length).fill(-value),
];

describe('openShelf()', () => {
  it('gives back what any view has put, and nothing else', () => {
    const memory = createShelfMemory(3, 100);
    const [here, there] = [openShelf(memory), openShelf(memory)];
    expect(there.get(2)).toBeUndefined();
    expect(here.put(2, stereo(0.5))).toEqual(stereo(0.5));
    there.put(0, [Float32Array.of(1, 2, 3)]);
    expect(there.get(2)).toEqual(stereo(0.5));
    expect(here.get(0)).toEqual([Float32Array.of(1, 2, 3)]);
    expect(here.get(1)).toBeUndefined();
  });
  it('refuses what does not fit, and still takes what does', () => {
    const shelf = openShelf(createShelfMemory(3, 20));
    expect(shelf.put(0, stereo(1, 8))).toBeDefined();
    expect(shelf.put(1, stereo(2, 8))).toBeUndefined();
    expect(shelf.get(1)).toBeUndefined();
    expect(shelf.put(2, stereo(3, 2))).toBeDefined();
    expect([shelf.get(0), shelf.get(2)]).toEqual([stereo(1, 8), stereo(3, 2)]);
  });
  it('is the same memory on another thread', async () => {
    const memory = createShelfMemory(1, 8);
    openShelf(memory).put(0, stereo(0.25));
    const code = `const { workerData, parentPort } = require('node:worker_threads');
      parentPort.postMessage(new Float32Array(workerData.samples)[0]);
      new Float32Array(workerData.samples)[0] = 7;`;
    const worker = new Worker(code, { eval: true, workerData: memory });
    const seen = await new Promise((resolve) => worker.once('message', resolve));
    await new Promise((resolve) => worker.once('exit', resolve));
    expect(seen).toBe(0.25);
    expect(openShelf(memory).get(0)?.[0]?.[0]).toBe(7);
  });
});
