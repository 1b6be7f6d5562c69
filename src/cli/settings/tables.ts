import type { SettingTable } from './setting.js';
import { CONVERT } from './tables/convert.js';
import { JOBS_LIST } from './tables/jobs.js';
import { GENERATE, RENDER } from './tables/rap.js';
import { RECORD } from './tables/record.js';
import { PITCH, STRETCH } from './tables/sound.js';
import { WATCH } from './tables/watch.js';

export { COMMON } from './tables/common.js';
export { CONVERT } from './tables/convert.js';
export { JOBS_LIST, JOBS_PRUNE, JOBS_STATS } from './tables/jobs.js';
export { GENERATE, RENDER } from './tables/rap.js';
export { RECORD } from './tables/record.js';
export { PITCH, STRETCH } from './tables/sound.js';
export { WATCH } from './tables/watch.js';

/** Tables of a config file by the command they are for; the common settings stand above all tables. */
export const COMMAND_SETTINGS = {
  generate: GENERATE,
  render: RENDER,
  stretch: STRETCH,
  pitch: PITCH,
  convert: CONVERT,
  watch: WATCH,
  record: RECORD,
  jobs: JOBS_LIST,
} as const satisfies Record<string, SettingTable>;
