import { describe, expect, it } from 'vitest';
import { TASKS } from './index.js';

describe('TASKS', () => {
  it('lists every task under its own kind', async () => {
    for (const [name, load] of Object.entries(TASKS)) expect((await load()).kind).toBe(name);
  });
});
