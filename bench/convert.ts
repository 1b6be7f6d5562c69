/**
 * Measures `rapgo convert` beside `find | xargs ffmpeg` with the same ffmpeg and settings, in the same run: a batch of
 * mixed MP4s, a folder of tiny files (what one file costs beyond ffmpeg), one long MP4 with its peak memory, and a second
 * run with nothing to do. Ratios are what counts; run it on an idle machine.
 *
 * npx tsx bench/convert.ts [--only batch,tiny,long,again,walk] [--scale 1]
 */
import { spawn } from 'node:child_process';
import { copyFile, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { watchMemory } from './score/process-tree.js';

const RAPGO = fileURLToPath(new URL('../bin/rapgo.js', import.meta.url));
const { values } = parseArgs({
  options: { only: { type: 'string' }, scale: { type: 'string', default: '1' } },
});
const parts = new Set((values.only ?? 'batch,tiny,long,again,walk').split(','));
const scale = Number(values.scale);
const folder = await mkdtemp(join(tmpdir(), 'rapgo-bench-'));
const at = (...names: string[]) => join(folder, ...names);

interface Timed {
  readonly seconds: number;
  readonly peakMegabytes: number;
  readonly code: number | null;
}

/** Runs a program to its end; its output is thrown away. */
async function time(program: string, args: readonly string[]): Promise<Timed> {
  const start = performance.now();
  const env = { ...process.env, RAPGO_HOME: at('home') };
  const child = spawn(program, args, { cwd: folder, env, stdio: 'ignore' });
  const tree = watchMemory(child.pid!, 200);
  const code = await new Promise<number | null>((resolve) => child.on('close', resolve));
  return { seconds: (performance.now() - start) / 1000, peakMegabytes: tree.stop() / 1e6, code };
}

const rapgo = (...args: string[]): Promise<Timed> =>
  time(process.execPath, [RAPGO, 'convert', ...args, '-q']);

/** What people write who have no rapgo: the same encoder and quality, two at a time. */
const xargs = (input: string, output: string): Promise<Timed> =>
  time('sh', [
    '-c',
    `mkdir -p ${output}; find ${input} -type f | xargs -P2 -I{} sh -c 'ffmpeg -nostdin -v error -y -i "$1" -vn -c:a libmp3lame -q:a 2 ${output}/$(basename "$1").mp3' _ {}`,
  ]);

async function makeVideo(file: string, seconds: number): Promise<void> {
  const sound = `anoisesrc=color=pink:amplitude=0.2:d=${seconds},asplit[a][b];[a][b]amerge`;
  const picture = ['-f', 'lavfi', '-i', `testsrc=s=160x90:r=5:d=${seconds}`];
  const codecs = ['-c:v', 'mpeg4', '-c:a', 'aac', '-b:a', '128k'];
  await time('ffmpeg', ['-v', 'error', '-y', ...picture, '-f', 'lavfi', '-i', sound, ...codecs, file]);
}

const print = (line: string): void => void process.stdout.write(`${line}\n`);
const ratio = (a: number, b: number): string =>
  `${a.toFixed(2)} s against ${b.toFixed(2)} s = ${(a / b).toFixed(3)} x`;

async function batch(): Promise<void> {
  await mkdir(at('mixed'));
  const count = Math.max(2, Math.round(40 * scale));
  // 20 s to 10 min, evenly on a scale of ratios
  for (let n = 0; n < count; n++)
    await makeVideo(at('mixed', `${n}.mp4`), Math.round(20 * 30 ** (n / (count - 1))));
  const runs = { rapgo: [] as number[], xargs: [] as number[] };
  for (let n = 0; n < 3; n++) {
    runs.xargs.push((await xargs('mixed', `x${n}`)).seconds);
    runs.rapgo.push((await rapgo('mixed', '-o', `r${n}`, '--jobs', '2')).seconds);
  }
  print(
    `batch of ${count} MP4s, 2 at a time, best of 3: ${ratio(Math.min(...runs.rapgo), Math.min(...runs.xargs))}`,
  );
}

async function tiny(): Promise<void> {
  const count = Math.round(200 * scale);
  await mkdir(at('tiny'));
  await makeVideo(at('one.mp4'), 1);
  for (let n = 0; n < count; n++) await copyFile(at('one.mp4'), at('tiny', `${n}.mp4`));
  const plain = await xargs('tiny', 'tx');
  const ours = await rapgo('tiny', '-o', 'tr', '--jobs', '2');
  const perFile = (1000 * 2 * (ours.seconds - plain.seconds)) / count; // two lanes
  print(`${count} tiny files: ${ratio(ours.seconds, plain.seconds)}; ${perFile.toFixed(1)} ms more a file`);
}

async function again(): Promise<void> {
  const count = Math.round(10_000 * scale);
  await mkdir(at('many'));
  await time('ffmpeg', ['-v', 'error', '-f', 'lavfi', '-i', 'sine=d=0.1', at('short.wav')]);
  for (let n = 0; n < count; n++) await copyFile(at('short.wav'), at('many', `${n}.wav`));
  const first = await rapgo('many', '-o', 'manyout', '-f', 'wav', '--verify', 'off', '--jobs', '4');
  const second = await rapgo('many', '-o', 'manyout', '-f', 'wav', '--verify', 'off');
  print(
    `${count} files: first run ${first.seconds.toFixed(1)} s, second ${second.seconds.toFixed(2)} s, ${second.peakMegabytes.toFixed(0)} MB`,
  );
}

async function long(): Promise<void> {
  const seconds = 7200 * scale;
  await makeVideo(at('long.mp4'), seconds);
  const plain = await time('ffmpeg', [
    ...['-nostdin', '-v', 'error', '-y', '-i', at('long.mp4'), '-vn', '-c:a', 'libmp3lame', '-q:a', '2'],
    at('long-plain.mp3'),
  ]);
  const ours = await rapgo('long.mp4', '-o', 'long.mp3');
  print(
    `${seconds} s of MP4: ${ratio(ours.seconds, plain.seconds)}, peak ${ours.peakMegabytes.toFixed(0)} MB`,
  );
}

async function walk(): Promise<void> {
  const count = Math.round(50_000 * scale);
  await mkdir(at('wide'));
  for (let n = 0; n < count; n++) await writeFile(at('wide', `${n}.txt`), '');
  await makeVideo(at('wide', 'z.mp4'), 1);
  const { seconds, peakMegabytes } = await rapgo('wide', '-o', 'wideout');
  print(`one MP4 among ${count} other files: ${seconds.toFixed(2)} s, ${peakMegabytes.toFixed(0)} MB`);
}

try {
  for (const [name, run] of Object.entries({ batch, tiny, again, long, walk }))
    if (parts.has(name)) await run();
} finally {
  await rm(folder, { recursive: true, force: true });
}
