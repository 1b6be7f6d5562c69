import { parseAst } from 'vitest/node';
import { it, expect } from 'vitest';
it('x', () => { expect(parseAst('const a: number = 1', { lang: 'ts' }).body.length).toBe(1); });
