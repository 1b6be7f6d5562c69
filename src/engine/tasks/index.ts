import type { Task } from '../task.js';

/** Tasks by the kind of job they run; one that is a function is loaded when it is needed. */
export type TaskTable = Readonly<Record<string, Task | (() => Promise<Task>)>>;

/**
 * Every kind of job there is: the one list. A new task is its file and one line here, under its own kind. Each is loaded
 * on first use: a rap needs five times as many modules as a stretch.
 */
export const TASKS = {
  analyze: async () => (await import('./analyze.js')).analyze,
  convert: async () => (await import('./convert.js')).convert,
  generate: async () => (await import('./generate.js')).generate,
  pitch: async () => (await import('./pitch.js')).pitch,
  record: async () => (await import('./record.js')).record,
  render: async () => (await import('./render.js')).render,
  stretch: async () => (await import('./stretch.js')).stretch,
} as const satisfies TaskTable;
