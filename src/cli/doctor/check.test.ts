import { tmpdir } from 'node:os';
import { describe, expect, it } from 'vitest';
import { runChecks } from './check.js';
import { nodeCheck } from './checks.js';
import { folderCheck } from './disk-checks.js';

describe('runChecks()', () => {
  it('gives up on a check that hangs, within two seconds, and still tells the others', async () => {
    const start = performance.now();
    const findings = await runChecks([
      { name: 'hangs', why: 'tests', look: () => new Promise(() => {}) },
      { name: 'throws', why: 'tests', look: () => Promise.reject(new Error('broken')) },
      nodeCheck('20.1.0'),
    ]);
    expect(performance.now() - start).toBeLessThan(2000);
    expect(findings.map(({ state }) => state)).toEqual(['missing', 'missing', 'ok']);
    expect(findings[1]).toMatchObject({ name: 'throws', found: 'broken' });
  });
});

describe('nodeCheck()', () => {
  it('says what to do about an old one', async () => {
    expect(await nodeCheck('18.20.0').look()).toMatchObject({
      state: 'missing',
      fix: expect.stringContaining('20'),
    });
  });
});

describe('folderCheck()', () => {
  it('finds a folder writable or says why not', async () => {
    expect(await folderCheck('temp', tmpdir(), 'x').look()).toMatchObject({
      state: expect.stringMatching(/ok|warning/),
    });
    const absent = await folderCheck('none', '/nonexistent/folder', 'x').look();
    expect(absent).toMatchObject({ state: 'warning', found: expect.stringContaining('ENOENT') });
  });
});
