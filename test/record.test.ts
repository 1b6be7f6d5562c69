import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { WaveFile } from 'wavefile';
import { runRapgo, startRapgo } from './run-rapgo.js';

const RATE = 8000;
/** Sample n of the stand-in microphone. */
const sampleAt = (n: number): number => ((n * 31) % 20_001) - 10_000;

let folder: string;
const at = (name: string) => join(folder, name);
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'rapgo-record-'));
  mkdirSync(at('bin'));
  mkdirSync(at('takes'));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** A stand-in for `arecord`: what it is told to do, in real time, after it has noted its arguments. */
function standIn(code: string): void {
  const program = `#!${process.execPath}
require('node:fs').writeFileSync(${JSON.stringify(at('args'))}, process.argv.slice(2).join(' '));
let sent = 0;
const send = (count) => {
  const bytes = Buffer.alloc(2 * count);
  for (let n = 0; n < count; n++) bytes.writeInt16LE((((sent + n) * 31) % 20001) - 10000, 2 * n);
  sent += count;
  process.stdout.write(bytes);
};
process.on('SIGTERM', () => process.stdout.write('', () => process.exit(1)));
${code}`;
  writeFileSync(at('bin/arecord'), program);
  chmodSync(at('bin/arecord'), 0o755);
}
const endless = 'setInterval(() => send(801), 100);'; // an odd number of bytes apart from whole pages

const options = () => ({
  cwd: at('takes'),
  env: {
    HOME: folder,
    RAPGO_HOME: at('home'),
    TMPDIR: folder,
    PATH: `${at('bin')}${delimiter}${process.env.PATH}`,
  },
});
const ARGS = ['record', '--sample-rate', `${RATE}`];
const record = (...args: string[]) => runRapgo([...ARGS, ...args], options());

function samplesOf(name: string): number[] {
  const wave = new WaveFile(readFileSync(at(`takes/${name}`)));
  expect(wave.fmt).toMatchObject({ sampleRate: RATE, numChannels: 1, bitsPerSample: 16 });
  return [...(wave.getSamples(true, Int16Array) as unknown as Int16Array)];
}
const expectAllKept = (samples: readonly number[]) =>
  expect(samples.findIndex((sample, n) => sample !== sampleAt(n))).toBe(-1);
async function until(isSo: () => boolean): Promise<void> {
  for (const end = Date.now() + 30_000; !isSo(); ) {
    if (Date.now() > end) throw new Error('it did not happen in time');
    await new Promise((resolve) => setTimeout(resolve, 30));
  }
}

describe.runIf(process.platform === 'linux')('rapgo record', () => {
  it('keeps what it hears, bit for bit, and numbers takes', async () => {
    standIn(endless);
    const first = await record('--seconds', '1.5', '--json');
    expect(first.code).toBe(0);
    const result = JSON.parse(first.stdout.trim().split('\n').at(-1)!);
    expect(result).toMatchObject({
      command: 'record',
      output: at('takes/take-1.wav'),
      recorder: 'arecord',
      length: 1.5 * RATE,
      durationSeconds: 1.5,
    });
    const samples = samplesOf('take-1.wav');
    expect(samples).toHaveLength(1.5 * RATE);
    expectAllKept(samples);
    expect((await record('--seconds', '0.5', '-q')).stdout.trim()).toBe(at('takes/take-2.wav'));
    expect(readdirSync(at('takes')).sort()).toEqual(['take-1.wav', 'take-2.wav']);
    expect(readFileSync(at('args'), 'utf8')).toContain('-r 8000 -c 1 -t raw -f S16_LE');
  });
  it.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)('keeps the take on %s, and succeeds', async (signal) => {
    standIn(endless);
    const take = startRapgo([...ARGS, '-o', 'a.wav'], options());
    await until(
      () => existsSync(at('takes/a.wav.part')) && readFileSync(at('takes/a.wav.part')).length > 8000,
    );
    take.kill(signal);
    expect((await take.ended).code).toBe(0);
    expectAllKept(samplesOf('a.wav'));
    expect(readdirSync(at('takes'))).toEqual(['a.wav']);
    const jobs = await runRapgo(['jobs', 'list', '--json'], options());
    expect(JSON.parse(jobs.stdout.trim()).jobs).toMatchObject([{ kind: 'record', state: 'succeeded' }]);
  });
  it('leaves a take that was killed where it is, and brings it back', async () => {
    standIn(endless);
    const take = startRapgo([...ARGS, '-o', 'a.wav'], options());
    await until(
      () => existsSync(at('takes/a.wav.part')) && readFileSync(at('takes/a.wav.part')).length > 20_000,
    );
    take.kill('SIGKILL');
    await take.ended;
    const size = readFileSync(at('takes/a.wav.part')).length;
    expect(samplesOf('a.wav.part').length).toBeGreaterThan((size - 80) / 2 - RATE);
    expect((await record('-o', 'b.wav', '--seconds', '0.3')).stderr).toContain('--recover');
    expect((await record('-o', 'a.wav', '--seconds', '0.3')).code).toBe(2);
    expect((await record('--recover', 'a.wav.part', '-q')).stdout.trim()).toBe(at('takes/a.wav'));
    const samples = samplesOf('a.wav');
    expect(samples.length).toBeGreaterThanOrEqual((size - 80) / 2 - 1);
    expectAllKept(samples);
  });
  it('keeps what was said before the microphone was unplugged', async () => {
    standIn(
      "send(8000); setTimeout(() => { console.error('arecord: pcm_read: No such device'); process.exit(1); }, 300);",
    );
    const { code, stderr } = await record('-o', 'a.wav');
    expect(code).toBe(0);
    expect(stderr).toContain('No such device');
    expect(samplesOf('a.wav')).toHaveLength(8000);
  });
  it('says why nothing could be recorded, and leaves nothing behind', async () => {
    standIn(
      "console.error('arecord: main:831: audio open error: Device or resource busy'); process.exit(1);",
    );
    const { code, stderr } = await record('-o', 'a.wav');
    expect(code).toBe(1);
    expect(stderr).toContain('Device or resource busy');
    expect(readdirSync(at('takes'))).toEqual([]);
  });
  it('says how to get a recorder', async () => {
    const { code, stderr } = await runRapgo([...ARGS, '--recorder', 'arecord'], {
      ...options(),
      env: { ...options().env, PATH: at('bin') },
    });
    expect(code).toBe(4);
    expect(stderr).toContain('apt install alsa-utils');
  });
  it('goes on to the rap, with options of its own', async () => {
    const speech = fileURLToPath(new URL('../fixtures/speech/morning.flac', import.meta.url));
    const raw = ['-v', 'error', '-i', speech, '-f', 's16le', '-ar', '22050', '-ac', '1', '-'];
    standIn(`require('node:child_process').spawn('ffmpeg', ${JSON.stringify(raw)}, { stdio: ['ignore', 'inherit', 'ignore'] })
  .on('close', () => process.exit(0));`);
    const { code, stdout, stderr } = await runRapgo(
      ['record', '--sample-rate', '22050', '--generate', '-q', '--', '--style', 'acapella', '-f', 'wav'],
      options(),
    );
    expect(code, stderr).toBe(0);
    expect(stdout.trim()).toBe(at('takes/take-1.acapella.wav'));
    expect((await record('--', '--style', 'trap')).code).toBe(2);
  });
  it('refuses another format, and a take that is there', async () => {
    standIn(endless);
    expect((await record('-o', 'a.mp3')).code).toBe(2);
    writeFileSync(at('takes/a.wav'), 'mine');
    expect((await record('-o', 'a.wav', '--seconds', '0.3')).code).toBe(2);
    expect(readFileSync(at('takes/a.wav'), 'utf8')).toBe('mine');
  });
});
