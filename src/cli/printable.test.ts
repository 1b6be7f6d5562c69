import { describe, expect, it } from 'vitest';
import { printable } from './printable.js';

describe('printable()', () => {
  it('leaves words of any language alone', () => {
    expect(printable('Straße мир 歌 🎤 é')).toBe('Straße мир 歌 🎤 é');
  });
  it('disarms escape sequences and direction marks', () => {
    expect(printable('a\u001b[31mb\u0007\u202ec')).toBe('a\\u{1b}[31mb\\u{7}\\u{202e}c');
    expect(printable('\u009b2J\r')).toBe('\\u{9b}2J\\u{d}');
  });
  it('keeps everything on one line', () => {
    expect(printable('a\nb\tc')).toBe('a b c');
  });
});
