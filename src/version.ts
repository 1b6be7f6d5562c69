import { readFileSync } from 'node:fs';

/** Version of this rapgo, as its package.json says. */
export const VERSION: string = readVersion();

function readVersion(): string {
  // One folder up both from src and from dist.
  const manifest: unknown = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));
  return (manifest as { version: string }).version;
}
