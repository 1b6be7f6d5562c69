import { describe, expect, it } from 'vitest';
import { fakeHost } from '../../../test/fake-host.js';
import { liveLines } from './live-lines.js';

describe('liveLines()', () => {
  it('leaves out what does not fit, and a terminal that does not say its height has 24 lines', () => {
    for (const [rows, shown] of [
      [3, 2],
      [0, 23],
      [undefined, 23],
    ] as const) {
      const { stdout } = fakeHost({ isTTY: true });
      liveLines({ ...stdout, rows })(Array.from({ length: 40 }, (_, n) => `line ${n}`));
      expect(stdout.text().match(/line \d+\n/g)).toHaveLength(shown);
    }
  });
});
