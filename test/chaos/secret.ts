import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { decode, ffmpeg } from './decode.js';
import { SECRET } from './playlists.js';

const SOUNDS = ['.wav', '.mp3', '.ts', '.m4a'] as const;
/** Endings of all that is planted. */
export const SECRET_ENDINGS = [...SOUNDS, '.txt'] as const;

/** Plants files that only a playlist could lead to: a pure tone, tagged, and a text. */
export async function plantSecrets(folder: string): Promise<void> {
  writeFileSync(join(folder, `${SECRET.stem}.txt`), `${SECRET.words}\n`.repeat(20));
  await ffmpeg([
    ...['-f', 'lavfi', '-i', `sine=frequency=${SECRET.hertz}:sample_rate=44100:duration=2,volume=8`],
    ...SOUNDS.flatMap((ending) => [
      '-metadata',
      `title=${SECRET.words}`,
      join(folder, `${SECRET.stem}${ending}`),
    ]),
  ]);
}

const WINDOW = 4096;
/** Share of a window's power in one line of the spectrum that noise never has. */
const PURE = 0.5;

/** Whether something of the secret files is in a result: their words, or their tone. */
export async function holdsSecret(file: string): Promise<boolean> {
  const bytes = readFileSync(file);
  const spellings = [SECRET.words, Buffer.from(SECRET.words, 'utf16le')];
  if (spellings.some((words) => bytes.includes(words))) return true;
  const samples = await decode(file).catch(() => new Int16Array(0));
  for (let from = 0; from + WINDOW <= samples.length; from += WINDOW / 2) {
    const window = samples.subarray(from, from + WINDOW);
    if ([44_100, 48_000, 88_200].some((rate) => shareAt(window, SECRET.hertz / rate) > PURE)) return true;
  }
  return false;
}

/** Share of the power at a frequency, cycles per sample. */
function shareAt(window: Int16Array, frequency: number): number {
  let [real, imaginary, power] = [0, 0, 0];
  for (let n = 0; n < window.length; n++) {
    const phase = 2 * Math.PI * frequency * n;
    real += window[n]! * Math.cos(phase);
    imaginary += window[n]! * Math.sin(phase);
    power += window[n]! ** 2;
  }
  const line = (2 * (real ** 2 + imaginary ** 2)) / window.length;
  return power < window.length * 100 ? 0 : line / power;
}
