import type { Task } from '../task.js';
import { analyze } from './analyze.js';
import { generate } from './generate.js';
import { render } from './render.js';

/** Tasks by the kind of job they run. */
export type TaskTable = Readonly<Record<string, Task>>;

/** Every kind of job there is: the one list. A new task is its file and one line here, under its own kind. */
export const TASKS = { analyze, generate, render } as const satisfies TaskTable;
