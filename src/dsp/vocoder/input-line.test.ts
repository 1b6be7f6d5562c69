import { describe, expect, it } from 'vitest';
import { InputLine } from './input-line.js';

const count = (from: number, to: number): Float32Array =>
  Float32Array.from({ length: to - from }, (_, n) => from + n + 1);

function read(line: InputLine, from: number, length: number, end?: number): number[] {
  const out = new Float32Array(length).fill(-1);
  line.read(0, from, out, end);
  return [...out];
}

describe('InputLine', () => {
  it('gives back what it was given, and silence around it', () => {
    const line = new InputLine(1);
    line.push([count(0, 5)], 0);
    expect(read(line, -2, 9)).toEqual([0, 0, 1, 2, 3, 4, 5, 0, 0]);
    expect(read(line, 1, 5, 3)).toEqual([2, 3, 0, 0, 0]);
    expect(read(line, 20, 2)).toEqual([0, 0]);
    expect(read(line, -20, 2)).toEqual([0, 0]);
  });
  it('keeps what is needed and lets go of the rest', () => {
    const line = new InputLine(1);
    for (let n = 0; n < 1000; n += 7) line.push([count(n, n + 7)], n - 30);
    expect(read(line, 980, 4)).toEqual([981, 982, 983, 984]);
    expect(line.length).toBe(1001);
    line.push([count(1001, 1003)], 1002);
    expect(read(line, 1000, 4)).toEqual([0, 1002, 1003, 0]);
  });
  it('stands for a part of a stream', () => {
    const line = InputLine.of([count(100, 105)], 100);
    expect([line.length, read(line, 98, 9), read(line, 101, 5, 103)]).toEqual([
      105,
      [0, 0, 101, 102, 103, 104, 105, 0, 0],
      [102, 103, 0, 0, 0],
    ]);
  });
  it('keeps channels apart', () => {
    const line = new InputLine(2);
    line.push([count(0, 3), count(10, 13)], 0);
    const out = new Float32Array(2);
    line.read(1, 1, out);
    expect([...out]).toEqual([12, 13]);
  });
});
