import { describe, expect, it } from 'vitest';
import { itIgnoresBlockSizes, restlessNoise } from './block-processor.contract.js';
import { createGainRider, createLevel, softExcess, stepLengthAt } from './gain-rider.js';

describe('createGainRider()', () => {
  const create = () =>
    createGainRider({ sampleRate: 44_100, channelCount: 2 }, 1, (power) => 1 / (1 + 50 * power));
  itIgnoresBlockSizes(() => create().process, restlessNoise(2));
  it('hands the mean power of the loudest channel to its gain, step by step', () => {
    const powers: number[] = [];
    const rider = createGainRider({ sampleRate: 8000, channelCount: 2 }, 1, (power) => powers.push(power));
    rider.process([new Float32Array(8).fill(0.5), new Float32Array(8).fill(-1)]);
    expect(stepLengthAt(8000)).toBe(4);
    expect(powers).toHaveLength(2);
    expect(powers[0]).toBe(1);
  });
  it('draws a straight line to the gain asked for', () => {
    const samples = new Float32Array(12).fill(1);
    createGainRider({ sampleRate: 8000 }, 1, () => 0).process([samples]);
    expect([...samples]).toEqual([1, 1, 1, 1, 1, 0.75, 0.5, 0.25, 0, 0, 0, 0]);
  });
});

describe('softExcess()', () => {
  it('is 0 below the knee, the excess above it, and smooth in between', () => {
    expect(softExcess(-5, 6)).toBe(0);
    expect(softExcess(5, 6)).toBe(5);
    expect(softExcess(3, 6)).toBeCloseTo(3, 12);
    expect(softExcess(0, 6)).toBeCloseTo(0.75, 12);
    expect(softExcess(1, 0)).toBe(1);
  });
});

describe('createLevel()', () => {
  it('reads 0 dBFS for the power of a full-scale sine', () => {
    const level = createLevel(1);
    expect(level(0.5)).toBeCloseTo(0, 6);
  });
});
