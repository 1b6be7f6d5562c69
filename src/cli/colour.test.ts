import { describe, expect, it } from 'vitest';
import { fakeHost } from '../../test/fake-host.js';
import { canRedraw, wantsColour } from './colour.js';

const pipe = fakeHost().stdout;
const terminal = fakeHost({ isTTY: true }).stdout;

describe('wantsColour()', () => {
  it('colours terminals, not pipes', () => {
    expect(wantsColour(terminal, { TERM: 'xterm' }, true)).toBe(true);
    expect(wantsColour(pipe, { TERM: 'xterm' }, true)).toBe(false);
    expect(wantsColour(terminal, { TERM: 'dumb' }, true)).toBe(false);
  });
  it('obeys --no-color, then NO_COLOR, then CLICOLOR_FORCE', () => {
    expect(wantsColour(terminal, { CLICOLOR_FORCE: '1' }, false)).toBe(false);
    expect(wantsColour(terminal, { NO_COLOR: '1', CLICOLOR_FORCE: '1' }, true)).toBe(false);
    expect(wantsColour(pipe, { CLICOLOR_FORCE: '1' }, true)).toBe(true);
    expect(wantsColour(pipe, { CLICOLOR_FORCE: '0' }, true)).toBe(false);
    expect(wantsColour(terminal, { NO_COLOR: '' }, true)).toBe(true);
  });
});

describe('canRedraw()', () => {
  it('wants a terminal that can, and no CI', () => {
    expect(canRedraw(terminal, {})).toBe(true);
    expect(canRedraw(pipe, {})).toBe(false);
    expect(canRedraw(terminal, { TERM: 'dumb' })).toBe(false);
    expect(canRedraw(terminal, { CI: 'true' })).toBe(false);
  });
});
