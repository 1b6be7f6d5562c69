import { env } from 'node:process';
import type { Ffmpeg } from './ffmpeg.js';
import { bundledFfmpeg, locateFfmpeg } from './locate.js';

/**
 * The programs adapters are tested with: the one of 2018 that comes with npm, so that a bare machine can run the
 * tests, and the one of the system where there is one.
 */
export async function ffmpegsToTest(): Promise<
  readonly { readonly name: string; readonly ffmpeg: Ffmpeg }[]
> {
  const bundled = await bundledFfmpeg();
  const places = [
    { env },
    ...(bundled === undefined ? [] : [{ env, explicit: [{ path: bundled, origin: 'npm' }] }]),
  ];
  const found = await Promise.all(places.map((place) => locateFfmpeg({ ...place, cacheFolder: undefined })));
  const unlike = found.filter(({ path }, n) => found.findIndex((other) => other.path === path) === n);
  return unlike.map((ffmpeg) => ({ name: `ffmpeg ${ffmpeg.version.slice(0, 12)}`, ffmpeg }));
}
