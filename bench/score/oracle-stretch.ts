import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { mustRun } from './process.js';
import { decodeMono, type Mono } from './sound.js';
import { writeWav16 } from './wav.js';

/** Speech put on a grid by a program that is not rapgo: what a perfect placement looks like to a detector. */
export interface Placed {
  readonly sound: Mono;
  /** Where each given P-centre was put, seconds. */
  readonly targets: readonly number[];
}

/** Slope-1 zone about each P-centre: an attack that is itself stretched has no clear place any more. */
const BEFORE_SECONDS = 0.04;
const AFTER_SECONDS = 0.03;

/** Moves each P-centre to the next free slot with Rubber Band's R2 engine (R3 does not keep to its map). */
export async function placeOnGrid(
  sound: Mono,
  pCentres: readonly number[],
  slotSeconds: number,
  scratch: string,
): Promise<Placed> {
  const targets: number[] = [];
  let last = -1;
  for (const time of pCentres) {
    last = Math.max(last + 1, Math.round((time + 0.3) / slotSeconds));
    targets.push(last * slotSeconds);
  }
  const end = sound.data.length / sound.sampleRate;
  const outputEnd = targets.at(-1)! + end - pCentres.at(-1)!;
  const anchors = [...anchorsOf(pCentres, targets, end), [end, outputEnd] as const];
  const frames = anchors.map(
    ([from, to]) => `${Math.round(from * sound.sampleRate)} ${Math.round(to * sound.sampleRate)}\n`,
  );
  const [input, map, output] = [join(scratch, 'in.wav'), join(scratch, 'map.txt'), join(scratch, 'out.wav')];
  await writeWav16(input, sound);
  await writeFile(map, frames.join(''));
  await mustRun('rubberband', ['-2', '-c', '6', '-q', '-M', map, '-D', String(outputEnd), input, output]);
  return { sound: await decodeMono(output), targets };
}

function anchorsOf(
  from: readonly number[],
  to: readonly number[],
  end: number,
): (readonly [number, number])[] {
  return from.flatMap((time, n) => {
    const before = Math.min(BEFORE_SECONDS, (time - (from[n - 1] ?? 0) - AFTER_SECONDS) * 0.6);
    const after = Math.min(AFTER_SECONDS, ((from[n + 1] ?? end) - time) / 3);
    const zone = [[time - before, to[n]! - before] as const, [time + after, to[n]! + after] as const];
    return zone.filter(([at]) => at > 0);
  });
}
