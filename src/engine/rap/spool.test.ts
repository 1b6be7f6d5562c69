import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { createSpool } from './spool.js';

const folder = mkdtempSync(join(tmpdir(), 'rapgo-spool-'));
afterAll(() => rmSync(folder, { recursive: true }));

const count = (from: number, length: number): Float32Array =>
  Float32Array.from({ length }, (_, n) => from + n);

describe('createSpool()', () => {
  it('gives back what was written, whatever the blocks', () => {
    const spool = createSpool(join(folder, 'stereo'), 2);
    for (const [from, length] of [
      [0, 5],
      [5, 1],
      [6, 94],
    ] as const) {
      spool.write([count(from, length), count(1000 + from, length)]);
    }
    expect(spool.length()).toBe(100);
    const source = spool.source();
    const out: number[][] = [[], []];
    for (const length of [7, 80, 13]) {
      const block = [new Float32Array(length), new Float32Array(length)];
      source.read(block);
      block.forEach((channel, c) => {
        out[c]!.push(...channel);
      });
    }
    expect(out).toEqual([[...count(0, 100)], [...count(1000, 100)]]);
    spool.close();
  });
  it('keeps every bit of a sample', () => {
    const spool = createSpool(join(folder, 'bits'), 1);
    const samples = Float32Array.of(0.1, -1e-30, 3.5, Number.MIN_VALUE);
    spool.write([samples]);
    const back = new Float32Array(4);
    spool.source().read([back]);
    expect(back).toEqual(samples);
    spool.close();
  });
  it('reads silence after the end, over whatever stood in the block', () => {
    const spool = createSpool(join(folder, 'short'), 1);
    spool.write([Float32Array.of(1, 2)]);
    const source = spool.source();
    for (const wanted of [
      [1, 2, 0, 0],
      [0, 0, 0, 0],
    ]) {
      const block = new Float32Array(4).fill(9);
      source.read([block]);
      expect([...block]).toEqual(wanted);
    }
    spool.close();
  });
  it('reads from any place on', () => {
    const spool = createSpool(join(folder, 'late'), 1);
    spool.write([count(0, 10)]);
    const block = new Float32Array(4);
    spool.source(8).read([block]);
    expect([...block]).toEqual([8, 9, 0, 0]);
    spool.close();
  });
  it('lets every reader read on its own, and writing go on', () => {
    const spool = createSpool(join(folder, 'readers'), 1);
    spool.write([count(0, 4)]);
    const [first, second] = [spool.source(), spool.source()];
    const [a, b] = [new Float32Array(3), new Float32Array(2)];
    first.read([a]);
    second.read([b]);
    spool.write([count(4, 2)]);
    first.read([a]);
    expect([...a]).toEqual([3, 4, 5]);
    expect([...b]).toEqual([0, 1]);
    spool.close();
  });
  it('takes over no file that is there', () => {
    createSpool(join(folder, 'taken'), 1).close();
    expect(() => createSpool(join(folder, 'taken'), 1)).toThrow(/EEXIST/);
  });
});
