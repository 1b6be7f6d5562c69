import { defineConfig } from 'vitest/config';

/** `unit` is quick and needs no built code; `end-to-end` starts the built command line. */
export default defineConfig({
  test: {
    projects: [
      { test: { name: 'unit', include: ['src/**/*.test.ts', 'fixtures/**/*.test.ts'], testTimeout: 30_000 } },
      { test: { name: 'end-to-end', include: ['test/**/*.test.ts'], testTimeout: 120_000 } },
    ],
  },
});
