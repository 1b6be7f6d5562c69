import picocolors from 'picocolors';
import { describe, expect, it } from 'vitest';
import { createLevel } from './level.js';
import { clockOf, meterLine } from './meter-line.js';

const PLAIN = picocolors.createColors(false);
const block = (value: number, count: number) => new Uint8Array(new Int16Array(count).fill(value).buffer);

describe('createLevel()', () => {
  it('holds a peak for a while, and counts the time', () => {
    const level = createLevel(1000, 1);
    level.add(block(32_767, 100));
    level.add(block(3277, 1000));
    expect(level.now()).toMatchObject({
      isClipping: true,
      peakDb: expect.closeTo(0, 1),
      rmsDb: expect.closeTo(-20, 1),
    });
    level.add(block(3277, 1000));
    expect(level.now()).toMatchObject({ isClipping: false, peakDb: expect.closeTo(-20, 1) });
    expect(level.seconds()).toBeCloseTo(2.1);
  });
});

describe('meterLine()', () => {
  const state = {
    seconds: 83.27,
    level: { rmsDb: -30, peakDb: -12, isClipping: false },
    isPaused: false,
    recorder: 'arecord',
  };
  it.each([20, 60, 80, 200])('stays narrower than %i columns', (columns) => {
    expect(meterLine(state, columns, PLAIN).length).toBeLessThan(Math.max(columns, 40));
  });
  it('shows level, peak and time', () => {
    expect(meterLine(state, 80, PLAIN)).toBe(
      '● 1:23.2 ━━━━━━━━━━━━━━━━━━━━───────────┃────────  -30 dB, peak -12 dB',
    );
  });
  it('says when it is too loud, and when it waits', () => {
    expect(meterLine({ ...state, level: { ...state.level, isClipping: true } }, 80, PLAIN)).toContain(
      'too loud',
    );
    expect(meterLine({ ...state, isPaused: true }, 120, PLAIN)).toMatch(/^‖.*space goes on/);
  });
});

it('clockOf() counts minutes', () => expect(clockOf(3600.06)).toBe('60:00.0'));
