// Compiles the AssemblyScript of the phase vocoder and wraps the bytes in a module, so that the library needs no file
// at run time and goes into a bundle like any other code. Does nothing while the sources are those of the last time.
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const SOURCES = 'src/dsp/wasm/assembly';
const TARGET = 'src/dsp/wasm/wasm-binary.ts';
const OPTIONS = ['--enable', 'simd', '-O3', '--noAssert', '--runtime', 'stub', '--converge'];

const root = fileURLToPath(new URL('..', import.meta.url));
const read = (path) => readFileSync(`${root}${path}`, 'utf8');

const fingerprint = createHash('sha256').update(read('node_modules/assemblyscript/package.json'));
fingerprint.update(read('scripts/build-wasm.mjs'));
for (const name of readdirSync(`${root}${SOURCES}`).sort())
  fingerprint.update(name).update(read(`${SOURCES}/${name}`));
const header = `// Made by scripts/build-wasm.mjs from ${fingerprint.digest('hex').slice(0, 16)}: do not edit.`;

if (!existsSync(`${root}${TARGET}`) || !read(TARGET).startsWith(header)) {
  const { default: asc } = await import('assemblyscript/asc'); // takes longer than all the rest
  const outputs = new Map();
  const { error, stderr } = await asc.main(
    [`${SOURCES}/index.ts`, '--baseDir', root, '--outFile', 'out.wasm', ...OPTIONS],
    { writeFile: (name, contents) => void outputs.set(name, contents) },
  );
  if (error !== null) {
    process.stderr.write(stderr.toString());
    throw error;
  }
  const base64 = Buffer.from(outputs.get('out.wasm')).toString('base64');
  // the type keeps the bytes out of the declarations
  const comment = `/** WebAssembly of \`${SOURCES}\`, base64. */`;
  writeFileSync(
    `${root}${TARGET}`,
    `${header}\n${comment}\nexport const WASM_BASE64: string =\n  '${base64}';\n`,
  );
}
