import { fileURLToPath } from 'node:url';

/** The path of a local file by its address; other addresses, and what is none, as they are. */
export function pathOf(uri: string): string {
  try {
    return uri.startsWith('file:') ? fileURLToPath(uri) : uri;
  } catch {
    return uri;
  }
}
