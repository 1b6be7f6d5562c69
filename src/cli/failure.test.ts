import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { ERROR_CODES, type ErrorCode, RapgoError } from '../engine/errors.js';
import { describeFailure } from './failure.js';

const quiet = { isVerbose: false };
const documentation = readFileSync(new URL('../../docs/exit-codes.md', import.meta.url), 'utf8');

describe('describeFailure()', () => {
  it.each(Object.entries(ERROR_CODES))(
    'gives %s the exit code %d, and the documentation lists both',
    (code, exitCode) => {
      const failure = describeFailure(new RapgoError(code as ErrorCode, 'x.wav is odd'), quiet);
      expect(failure).toMatchObject({ code, exitCode, message: 'x.wav is odd' });
      expect(documentation).toMatch(new RegExp(`^\\| ${exitCode} \\|.*\`${code}\``, 'm'));
    },
  );
  it('documents every exit code a run can have', () => {
    const documented = [...documentation.matchAll(/^\| (\d+) \|/gm)].map(([, code]) => Number(code));
    expect(documented).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 130, 143]);
  });
  it('prefers the hint of the error to the one of its code', () => {
    const hint = (error: RapgoError) => describeFailure(error, quiet).hint;
    expect(hint(new RapgoError('tool/missing', 'gone', { hint: 'Install ffmpeg' }))).toBe('install ffmpeg');
    expect(hint(new RapgoError('tool/missing', 'gone', { hint: 'RAPGO_HOME=x' }))).toBe('RAPGO_HOME=x');
    expect(hint(new RapgoError('tool/missing', 'gone'))).toBe('rapgo doctor');
  });
  it('writes addresses of files as paths', () => {
    const error = new RapgoError('usage/output-exists', 'file:///tmp/my%20rap.mp3 exists already');
    expect(describeFailure(error, quiet).message).toBe('/tmp/my rap.mp3 exists already');
  });
  it('calls anything unknown a fault of rapgo and says where to report it', () => {
    for (const thrown of [
      new RangeError('hop must be > 0'),
      new TypeError('x is not a function'),
      'a string',
      undefined,
    ]) {
      expect(describeFailure(thrown, quiet)).toMatchObject({
        code: 'internal',
        exitCode: 1,
        message: expect.stringMatching(/^this is a fault of rapgo itself/),
        hint: expect.stringContaining('--verbose'),
        stack: undefined,
      });
    }
  });
  it('tells a full or read-only disk from a fault', () => {
    const error = (code: string) => Object.assign(new Error('no'), { code });
    expect(describeFailure(error('ENOSPC'), quiet)).toMatchObject({ code: 'output/full', exitCode: 8 });
    expect(describeFailure(error('EROFS'), quiet)).toMatchObject({ code: 'output/unwritable', exitCode: 8 });
  });
  it('takes everything after an interrupt as its echo', () => {
    const error = new RapgoError('tool/failed', 'ffmpeg was killed');
    expect(describeFailure(error, { ...quiet, interruptCode: 143 })).toMatchObject({
      code: 'interrupted',
      exitCode: 143,
    });
    const cancelled = new DOMException('job 1 was cancelled', 'AbortError');
    expect(describeFailure(cancelled, quiet)).toMatchObject({
      exitCode: 130,
      message: 'job 1 was cancelled',
    });
  });
  it('shows where it came from, and from what, only when asked', () => {
    const error = new RapgoError('tool/failed', 'outer', { cause: new Error('inner') });
    expect(describeFailure(error, { isVerbose: true }).stack).toMatch(/outer[\s\S]*caused by Error: inner/);
    expect(describeFailure(error, quiet).stack).toBeUndefined();
  });
});
