import { describe, expect, it } from 'vitest';
import { TASKS, type TaskTable } from './index.js';

describe('TASKS', () => {
  it('lists every task under its own kind', () => {
    const table: TaskTable = TASKS;
    for (const [name, task] of Object.entries(table)) expect(task.kind).toBe(name);
  });
});
