import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { wavBytes } from '../../engine/ports/media.sounds.contract.js';
import { ffmpegsToTest } from './ffmpegs.contract.js';
import { fileAddress } from './media-file.js';
import { type FfmpegTask, runFfmpeg, startFfmpeg } from './run-ffmpeg.js';

let folder = '';
let minute = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'rapgo-run-'));
  minute = join(folder, 'minute.wav');
  await writeFile(minute, wavBytes([new Float32Array(60 * 8000)], 8000, 'int16'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** A run that takes a minute, since `-re` reads at the pace of a listener. */
const slowTask = (more: Partial<FfmpegTask> = {}): FfmpegTask => ({
  inputOptions: ['-re', '-vn'],
  source: fileAddress(minute),
  outputOptions: ['-f', 'null'],
  target: '-',
  limitSeconds: 30,
  ...more,
});
const fastTask = (more: Partial<FfmpegTask> = {}) => slowTask({ inputOptions: ['-vn', '-dn'], ...more });

const isAlive = (pid: number) => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

/** Waits until `condition` holds, at most six seconds. */
async function until(condition: () => boolean | undefined): Promise<boolean> {
  for (let n = 0; n < 300 && !condition(); n++) await sleep(20);
  return condition() === true;
}

describe.each(await ffmpegsToTest())('startFfmpeg() with $name', ({ ffmpeg }) => {
  it('resolves with what ffmpeg said', async () => {
    const lines = await runFfmpeg(ffmpeg, fastTask({ words: 'info' }));
    expect(lines.join('\n')).toContain('Input #0, wav');
    expect(await runFfmpeg(ffmpeg, fastTask())).toEqual([]);
  });
  it('reports progress in seconds and keeps it out of the words', async () => {
    const said: number[] = [];
    const lines = await runFfmpeg(ffmpeg, fastTask({ onProgress: (seconds) => said.push(seconds) }));
    expect(said.at(-1)).toBeCloseTo(60, 0);
    expect(lines).toEqual([]);
  });
  it('waits for the last bytes of a pipe that is read slowly', async () => {
    let bytes = 0;
    const target = new Writable({
      write(chunk: Buffer, _, done) {
        bytes += chunk.length;
        setTimeout(done, 2);
      },
    });
    await runFfmpeg(ffmpeg, fastTask({ outputOptions: ['-f', 's16le'], target }));
    expect(bytes).toBe(60 * 8000 * 2);
  });
  it('is killed within moments of an abort', async () => {
    const abort = new AbortController();
    const done = runFfmpeg(ffmpeg, slowTask({ signal: abort.signal }));
    await sleep(300);
    const start = performance.now();
    abort.abort(new Error('enough'));
    await expect(done).rejects.toThrow('enough');
    expect(performance.now() - start).toBeLessThan(1000);
  });
  it('can be stopped before there is a process', async () => {
    const run = startFfmpeg(ffmpeg, slowTask());
    run.stop(new Error('at once'));
    await expect(run.done).rejects.toThrow('at once');
  });
  it('ends what takes too long', async () => {
    const error = { code: 'tool/timeout', message: 'ffmpeg was not done after 1 s' };
    await expect(runFfmpeg(ffmpeg, slowTask({ limitSeconds: 0.5 }))).rejects.toMatchObject(error);
  });
  it('says what went wrong in the words of ffmpeg', async () => {
    const failing = runFfmpeg(ffmpeg, fastTask({ outputOptions: ['-c:a', 'nosuchcodec'] }));
    await expect(failing).rejects.toMatchObject({ code: 'tool/failed', message: /nosuchcodec/ });
  });
  it('says that the program is gone', async () => {
    const gone = { ...ffmpeg, path: join(folder, 'gone'), launcher: [] };
    await expect(runFfmpeg(gone, fastTask())).rejects.toMatchObject({ code: 'tool/missing' });
  });
  it('fails in words where an argument is longer than the system takes', async () => {
    const long = fastTask({ outputOptions: ['-metadata', `a=${'x'.repeat(3_000_000)}`, '-f', 'null'] });
    await expect(runFfmpeg(ffmpeg, long)).rejects.toMatchObject({ code: 'tool/failed' });
  });
  it.runIf(process.platform === 'linux')('says that somebody killed ffmpeg', async () => {
    const killer = { ...ffmpeg, launcher: ['/bin/sh', '-c', 'kill -9 $$'] };
    const error = { code: 'tool/failed', message: /killed \(SIGKILL\)/, retryable: true };
    await expect(runFfmpeg(killer, fastTask())).rejects.toMatchObject(error);
  });
  it.runIf(ffmpeg.launcher.length > 0)('ends with a rapgo that is killed by -9', async () => {
    const code = `
      import { createFluentCommand } from ${JSON.stringify(new URL('./fluent-command.ts', import.meta.url))};
      const [ffmpeg, line] = ${JSON.stringify([{ ...ffmpeg, encoders: [], filters: [] }, slowTask()])};
      const command = await createFluentCommand(ffmpeg, line);
      command.on('start', () => console.log(command.ffmpegProc.pid)).on('error', () => {}).run();`;
    const file = join(folder, 'parent.mjs');
    await writeFile(file, code);
    const tsx = pathToFileURL(join(import.meta.dirname, '../../../node_modules/tsx/dist/loader.mjs')).href;
    const parent = spawn(process.execPath, ['--import', tsx, file], { stdio: ['ignore', 'pipe', 'inherit'] });
    const [said] = (await once(parent.stdout, 'data')) as [Buffer];
    const pid = Number(said.toString());
    await sleep(200);
    expect(isAlive(pid)).toBe(true);
    parent.kill('SIGKILL');
    expect(await until(() => !isAlive(pid))).toBe(true);
  });
});
