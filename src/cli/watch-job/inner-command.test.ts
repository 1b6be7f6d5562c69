import { beforeEach, describe, expect, it } from 'vitest';
import { type FakeContext, fakeContext } from '../../../test/fake-context.js';
import type { Surroundings } from '../settings.js';
import { readInnerCommand } from './inner-command.js';

let cli: FakeContext;
let surroundings: Surroundings;
beforeEach(async () => {
  cli = await fakeContext();
  surroundings = { host: cli.host, files: [] };
});

describe('readInnerCommand()', () => {
  it('runs the command for a file, into a folder', async () => {
    const inner = await readInnerCommand('stretch --speed 1.5 -f flac', surroundings);
    expect(inner.words).toEqual(['stretch', '--speed', '1.5', '-f', 'flac']);
    await inner.run(cli, '/in/- odd "name".wav', '/out/sub');
    expect(cli.specs).toMatchObject([
      {
        kind: 'stretch',
        inputs: [{ uri: 'file:///in/-%20odd%20%22name%22.wav' }],
        options: { output: expect.stringContaining('/out/sub/-%20odd%20%22name%22.stretch.flac') },
      },
    ]);
  });
  it('takes quoted words for one', async () => {
    const inner = await readInnerCommand(`generate --hook "the best of 'all'"`, surroundings);
    expect(inner.words.at(-1)).toBe("the best of 'all'");
  });
  it.each([
    ['', /--do cannot be ""/],
    ['doctor', /--do cannot be "doctor"/],
    ['convert --formt mp3', /unknown option '--formt'.*did you mean --format/i],
    ['convert -f mpx', /--format must be one of/],
    ['convert -o x.mp3', /--output has no place/],
    ['convert talk.mp4', /talk.mp4 has no place/],
    ['generate talk.mp4', /talk.mp4|too many arguments/],
    ['convert --track all', /--track all has no place/],
    ['convert --split-chapters', /--split-chapters has no place/],
    ['convert --dry-run', /--dry-run has no place/],
    ['convert --help', /help/i],
  ])('refuses %j before anything is watched', async (line, words) => {
    await expect(readInnerCommand(line, surroundings)).rejects.toMatchObject({
      code: 'usage/bad-option',
      message: expect.stringMatching(words),
    });
  });
});
