import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { restlessNoise } from '../block-processor.contract.js';
import { loadModule } from './with-and-without.contract.js';

const RATE = 44_100;
const NOISE = restlessNoise(3); // longer than what a loop takes at a time
const BLOCKS = [70_000, 1, 333, 16_384];

/** Runs a block processor over noise, in odd blocks. */
function run(process: (channels: Float32Array[]) => void, channelCount: number): Float32Array[] {
  const out = NOISE.slice(0, channelCount).map((channel) => channel.slice());
  for (let at = 0, k = 0; at < out[0]!.length; k++) {
    const end = at + BLOCKS[k % BLOCKS.length]!;
    process(out.map((channel) => channel.subarray(at, end)));
    at = end;
  }
  return out;
}

/** What is made with WebAssembly and without it. */
async function both<T>(load: () => Promise<T>, use: (module: T) => Float32Array[]): Promise<string[]> {
  const made: string[] = [];
  for (const hasWasm of [true, false]) {
    const hash = createHash('sha256');
    for (const samples of use(await loadModule(hasWasm, load))) hash.update(samples);
    made.push(hash.digest('hex'));
  }
  return made;
}

describe('what exists in WebAssembly and in TypeScript gives the same bits with both:', () => {
  const expectSame = ([quick, plain]: string[]): void => expect(quick).toBe(plain);
  it('saturators', async () => {
    const load = () => import('../saturate.js');
    expectSame(
      await both(load, ({ createSaturator }) =>
        run(createSaturator({ driveDb: 14, ceilingDb: -2 }).process, 2),
      ),
    );
  });
  it('soft clippers, with gains and without', async () => {
    const load = () => import('../synth/saturate.js');
    expectSame(
      await both(load, ({ softClipInPlace }) =>
        [undefined, NOISE[1]].map((gains) => {
          const sound = NOISE[0]!.slice();
          softClipInPlace(sound, 1.7, 0.8, gains);
          return sound;
        }),
      ),
    );
  });
  it('sums', async () => {
    const load = () => import('../mix.js');
    expectSame(
      await both(load, ({ addGained, addSamples, addScaled }) => {
        const sum = NOISE[0]!.slice();
        addSamples(sum, NOISE[1]!);
        addGained(sum, NOISE[2]!, NOISE[1]!);
        addScaled(sum, NOISE[2]!, 0.3, 7);
        addScaled(sum, NOISE[2]!, -0.7, -40_001);
        addScaled(sum, NOISE[2]!, 1, -90_000);
        return [sum];
      }),
    );
  });
  it.each([44_100, 8000])('rooms at %i Hz', async (sampleRate) => {
    const load = () => import('../reverb.js');
    expectSame(
      await both(load, ({ createReverb }) => {
        const reverb = createReverb({ sampleRate, decaySeconds: 0.4 });
        return run(([left, right]) => reverb.process(left!, left!, right!), 2);
      }),
    );
  });
  it.each([0.0001, 0.31])('echoes after %f s', async (delaySeconds) => {
    const load = () => import('../delay.js');
    expectSame(
      await both(load, ({ createPingPongDelay }) => {
        const echo = createPingPongDelay({ sampleRate: RATE, delaySeconds });
        return run(([left, right]) => echo.process(left!, left!, right!), 2);
      }),
    );
  });
});
