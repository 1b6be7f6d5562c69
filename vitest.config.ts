import { defineConfig } from 'vitest/config';

const END_TO_END = ['test/**/*.test.ts', '**/*.e2e.test.ts'];
const OUTSIDE = ['src/adapters/**/*.test.ts', '**/*.slow.test.ts'];
const LATER = { groupOrder: 1 };
const AWAY = ['**/node_modules/**', 'dist/**'];

const report = process.env.TEST_REPORT;

/**
 * `unit` is quick: `npm run check` runs it. `outside` needs other programs, threads, files, or simply time.
 * `end-to-end` starts the built command line, so build first (`npm test` does).
 */
export default defineConfig({
  test: {
    // `.ci/run` counts from a file, whatever the terminal shows.
    reporters: report === undefined ? ['default'] : ['default', ['json', { outputFile: report }]],
    projects: [
      {
        test: {
          name: 'unit',
          maxWorkers: '100%', // one processor fewer is the default: half of two
          sequence: { groupOrder: 0 }, // such a project has to run by itself
          isolate: false, // our modules have no state to hide: loading them once halves the time
          include: ['src/**/*.test.ts', 'fixtures/**/*.test.ts'],
          exclude: [...AWAY, ...OUTSIDE, ...END_TO_END],
          testTimeout: 30_000,
        },
      },
      { test: { name: 'outside', include: OUTSIDE, exclude: AWAY, testTimeout: 60_000, sequence: LATER } },
      {
        test: {
          name: 'end-to-end',
          include: END_TO_END,
          exclude: AWAY,
          testTimeout: 120_000,
          sequence: LATER,
        },
      },
    ],
  },
});
