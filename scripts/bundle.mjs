// Joins what is always loaded together to one file in dist: Node takes a millisecond and more for every module it looks
// up and loads. What is imported on demand stays a file of its own. Packages stay what they are.
import { rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = fileURLToPath(new URL('..', import.meta.url));
rmSync(`${root}dist`, { recursive: true, force: true });

const options = {
  absWorkingDir: root,
  outdir: 'dist',
  bundle: true,
  packages: 'external',
  format: 'esm',
  target: 'node20',
};

await build({
  ...options,
  // Modules that look for files beside them end up in dist itself, as all that entries share does: the paths here
  // are those by which they look.
  entryPoints: {
    index: 'src/index.ts',
    main: 'src/cli/main.ts',
    'engine/kernel-worker': 'src/engine/kernel-worker.ts',
    'piscina-thread': 'src/adapters/workers/piscina-thread.ts',
  },
  platform: 'node',
  splitting: true,
});

// One file that says for itself what it needs, for whoever bundles it again.
await build({ ...options, entryPoints: { 'dsp/index': 'src/dsp/index.ts' }, platform: 'browser' });
