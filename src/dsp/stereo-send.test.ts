import { describe, expect, it } from 'vitest';
import { createStereoSend, SEND_GRID } from './stereo-send.js';

/** A core that puts out what came 100 samples before, and counts its work. */
function createEcho() {
  const line = new Float32Array(100);
  let place = 0;
  const work = { samples: 0, clears: 0 };
  const send = createStereoSend({
    tailLength: 100,
    run(input, left, right, from, to) {
      work.samples += to - from;
      for (let n = from; n < to; n++, place = (place + 1) % 100) {
        const x = input[n]!;
        left[n] = line[place]!;
        right[n] = line[place]!;
        line[place] = x;
      }
    },
    clear() {
      work.clears++;
      line.fill(0);
    },
  });
  return { send, work };
}

describe('createStereoSend()', () => {
  it('rests in silence, and wakes with the first sound', () => {
    const { send, work } = createEcho();
    const out = [new Float32Array(4096), new Float32Array(4096)] as const;
    send.process(new Float32Array(4096), ...out);
    expect(work).toEqual({ samples: 0, clears: 0 });
    const pulse = new Float32Array(4096);
    pulse[10] = 1;
    send.process(pulse, ...out);
    expect(out[0].indexOf(1)).toBe(110);
    expect(work.clears).toBe(1);
    expect(work.samples).toBe(Math.ceil((11 + 500) / SEND_GRID) * SEND_GRID);
  });
  it('overwrites its outputs when at rest', () => {
    const out = new Float32Array(10).fill(9);
    createEcho().send.process(new Float32Array(10), out, out);
    expect(out.every((x) => x === 0)).toBe(true);
  });
  it('passes the tail on', () => expect(createEcho().send.tailLength).toBe(100));
});
