import { describe, expect, it } from 'vitest';
import { measureLines } from './measures.js';

describe('measureLines()', () => {
  it('takes units from names', () => {
    expect(measureLines({ targetLufs: -14, ceilingDbtp: -1, tempoBpm: 93, durationSeconds: 12.345 })).toEqual(
      ['target    -14.0 LUFS', 'ceiling   -1.0 dBTP', 'tempo     93.0 BPM', 'duration  12.35 s'],
    );
  });
  it('names keys, counts objects and cuts long lists', () => {
    expect(
      measureLines({
        key: { tonic: 6, mode: 'minor' },
        lines: [{}, {}],
        beatSeconds: Array.from({ length: 20 }, (_, n) => n / 2),
        words: ['a', 'b'],
        seed: 7,
        isTuned: false,
        beat: null,
        left: undefined,
      }),
    ).toEqual([
      'key       F# minor',
      'lines     2',
      'beat      0.00 0.50 1.00 1.50 2.00 2.50 3.00 3.50 … (20)',
      'words     a b',
      'seed      7',
      'is tuned  no',
      'beat      -',
    ]);
  });
  it('puts the name of a group before its members', () => {
    expect(measureLines({ loudness: { integratedLufs: -9.96 } })).toEqual([
      'loudness integrated  -10.0 LUFS',
    ]);
  });
});
