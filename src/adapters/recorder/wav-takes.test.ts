import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { WaveFile } from 'wavefile';
import { recoverTake, wavTakes } from './wav-takes.js';

const SHAPE = { sampleRate: 8000, channelCount: 2 };
const block = Buffer.from(Int16Array.from({ length: 16_000 }, (_, n) => (n * 37) % 30_000).buffer);

let folder: string;
const at = (name: string) => join(folder, name);
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'rapgo-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const begin = () => wavTakes.begin(pathToFileURL(at('take.wav')).href, SHAPE);
/** Samples of a file as another reader sees them. */
function samplesOf(file: string): Int16Array {
  const wave = new WaveFile(readFileSync(file));
  expect(wave.fmt).toMatchObject({ sampleRate: 8000, numChannels: 2, bitsPerSample: 16 });
  return wave.getSamples(true, Int16Array) as unknown as Int16Array;
}
const bytesOf = (samples: Int16Array) => Buffer.from(samples.buffer, samples.byteOffset, samples.byteLength);

describe('wavTakes', () => {
  it('keep every sample as it came', async () => {
    const take = await begin();
    await take.append(block.subarray(0, 4000));
    await take.append(block.subarray(4000));
    expect(await take.finish()).toBe(at('take.wav.part'));
    expect(bytesOf(samplesOf(at('take.wav.part'))).equals(block)).toBe(true);
  });
  it('are valid files at any moment, that lack a second at most', async () => {
    const take = await begin();
    for (let at = 0; at < block.length; at += 3200) await take.append(block.subarray(at, at + 3200));
    const missing = block.length - bytesOf(samplesOf(at('take.wav.part'))).length;
    expect(missing / 4 / SHAPE.sampleRate).toBeLessThanOrEqual(1);
    await take.discard();
  });
  it('leave a take alone that was cut short under the same name', async () => {
    writeFileSync(at('take.wav.part'), 'mine');
    await expect(begin()).rejects.toMatchObject({ code: 'usage/output-exists', hint: /--recover/ });
    expect(readFileSync(at('take.wav.part'), 'utf8')).toBe('mine');
  });
  it('say what is wrong with a folder that is not there', async () => {
    const take = wavTakes.begin(pathToFileURL(at('no/take.wav')).href, SHAPE);
    await expect(take).rejects.toMatchObject({ code: 'output/unwritable' });
  });
});

describe('recoverTake()', () => {
  it('brings back all that is there, to the last whole sample', async () => {
    const take = await begin();
    await take.append(block);
    const part = readFileSync(at('take.wav.part'));
    await take.discard();
    writeFileSync(at('take.wav.part'), part.subarray(0, part.length - 5)); // as a full disk or a crash leaves it
    expect(await recoverTake(at('take.wav.part'))).toBe(at('take.wav'));
    expect(bytesOf(samplesOf(at('take.wav'))).equals(block.subarray(0, block.length - 8))).toBe(true);
  });
  it.each([
    ['gone.wav.part', undefined, 'media/not-found'],
    ['text.wav.part', 'x'.repeat(500), 'media/not-media'],
    ['short.wav.part', 'RIFF', 'media/not-media'],
  ])('refuses %s', async (name, content, code) => {
    if (content !== undefined) writeFileSync(at(name), content);
    await expect(recoverTake(at(name))).rejects.toMatchObject({ code });
  });
  it('takes the place of no other file', async () => {
    const take = await begin();
    await take.append(block);
    await take.finish();
    writeFileSync(at('take.wav'), 'mine');
    await expect(recoverTake(at('take.wav.part'))).rejects.toMatchObject({ code: 'usage/output-exists' });
    expect(readFileSync(at('take.wav'), 'utf8')).toBe('mine');
  });
});
