import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const [, EXAMPLE] = /```js\n([\s\S]*?)```/.exec(readFileSync('docs/vocoder.md', 'utf8')) ?? [];

describe('docs/vocoder.md', () => {
  it('has an example that says what it prints, and prints it', () => {
    const printed = execFileSync(process.execPath, ['--input-type=module', '--eval', EXAMPLE!], {
      encoding: 'utf8',
    });
    expect(EXAMPLE).toContain(`// ${printed.trim()}`);
    expect(printed).toBe('55125 55125 55125\n');
  });
});
