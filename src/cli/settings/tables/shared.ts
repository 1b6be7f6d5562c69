import { availableParallelism } from 'node:os';
import * as kind from '../kinds.js';
import { defaulted } from '../setting.js';

/** Heading of what a command reads and writes. */
export const files = { group: 'Files:' };

/** For every command that writes. */
export const FORCE = defaulted('--force', 'replace existing files', kind.switchKind, false, {
  ...files,
  isPersonal: true,
});

/** More threads, or files at a time, than this gain nothing. */
export const MAX_WORKERS = 8;

/** How many there are unless somebody says. */
export const usualWorkers = (): number => Math.min(availableParallelism(), MAX_WORKERS);
