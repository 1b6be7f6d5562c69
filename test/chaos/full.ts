import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Chaos, runChaos } from './chaos.js';
import { ffmpeg } from './decode.js';
import { integrityOf } from './history.js';
import { makeSeeds, type Planted, plantTree } from './media.js';
import { faultsOfFiles, filesBelow, scratchBelow } from './outputs.js';
import { type ChaosRun, startRapgo } from './start.js';

/** A place that gets full. */
interface Place {
  readonly name: 'output' | 'temporary files' | 'history';
  /** Kilobytes, some of them enough to begin with. */
  readonly sizes: readonly [number, number];
}

const PLACES: readonly Place[] = [
  { name: 'output', sizes: [24, 240] },
  { name: 'temporary files', sizes: [24, 400] },
  { name: 'history', sizes: [100, 1400] },
];
const FILES = 16;

const mount = (...args: string[]): boolean => spawnSync('mount', args).status === 0;

/** Small volumes (tmpfs) for results, temporary files and history in turn; then room is made, and the rest is done. */
await runChaos('full', 9, async (chaos) => {
  const volume = join(chaos.folder, 'volume');
  mkdirSync(volume);
  if (!mount('-t', 'tmpfs', '-o', 'size=64k', 'none', volume)) {
    return chaos.say('SKIPPED: volumes cannot be mounted here; that needs root and Linux');
  }
  spawnSync('umount', [volume]);
  const seeds = await makeSeeds(join(chaos.folder, 'seeds'));
  await startRapgo(['doctor'], chaos.folder);
  const input = join(chaos.folder, 'in');
  const planted = plantTree(input, seeds, FILES);
  const long = join(chaos.folder, 'long.wav');
  await ffmpeg(['-f', 'lavfi', '-i', 'sine=frequency=330:sample_rate=44100', '-t', '20', long]);
  for (let n = 0; n < chaos.count; n++) {
    const place = PLACES[n % PLACES.length]!;
    const kilobytes = Math.round(place.sizes[0] + chaos.chance() * (place.sizes[1] - place.sizes[0]));
    const words = `${place.name} on ${kilobytes} kB`;
    if (!mount('-t', 'tmpfs', '-o', `size=${kilobytes}k`, 'none', volume)) throw new Error('no volume');
    try {
      await fillOnce(chaos, { place, words, n, volume, input, planted, long });
    } finally {
      spawnSync('umount', ['-l', volume]);
    }
  }
});

interface Filling {
  readonly place: Place;
  readonly words: string;
  readonly n: number;
  readonly volume: string;
  readonly input: string;
  readonly planted: readonly Planted[];
  readonly long: string;
}

async function fillOnce(
  chaos: Chaos,
  { place, words, n, volume, input, planted, long }: Filling,
): Promise<void> {
  const fault = (said: string) => chaos.fault(`${words}: ${said}`);
  const isTemporary = place.name === 'temporary files';
  const out = place.name === 'output' ? join(volume, 'out') : join(chaos.folder, `out ${n}`);
  const home = place.name === 'history' ? join(volume, 'home') : join(chaos.folder, `home ${n}`);
  const env = { RAPGO_HOME: home, ...(isTemporary ? { TMPDIR: volume } : {}) };
  const file = join(out, 'long.mp3');
  mkdirSync(out, { recursive: true });
  const start = (): Promise<ChaosRun> =>
    isTemporary
      ? startRapgo(['convert', '-', '-o', file, '--force'], chaos.folder, undefined, {
          env,
          input: readFileSync(long),
        })
      : startRapgo(['convert', input, '-o', out], chaos.folder, undefined, { env });
  const run = await start();
  chaos.say(
    `${words}: exit code ${run.code}, ${filesBelow(out).length} files, ${run.stderr.trim().split('\n').slice(-2).join(' / ')}`,
  );
  if (run.code !== 8 && run.code !== 0) fault(`exit code ${run.code}`);
  if (run.code === 8 && !/room|full/.test(run.stderr)) fault('the message does not say what is full');
  if (!isTemporary) for (const each of await faultsOfFiles(out, input, planted)) fault(each);
  for (const left of scratchBelow(out)) fault(`${left} was left`);
  mount('-o', 'remount,size=64m', volume);
  const again = await start();
  if (again.code !== 0) fault(`with room made: exit code ${again.code}: ${again.stderr}`);
  const wanted = isTemporary ? 1 : FILES;
  if (filesBelow(out).length !== wanted) fault(`${filesBelow(out).length} files of ${wanted}`);
  if (!isTemporary) for (const each of await faultsOfFiles(out, input, planted)) fault(each);
  const found = integrityOf(join(home, 'history.db'));
  if (found !== 'ok') fault(found);
}
