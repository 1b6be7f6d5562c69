import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { createRandom, deriveSeed } from '../../src/dsp/random.js';
import { onsetPeaks } from '../../src/dsp/syllable.js';
import { VOWEL_HOP_SECONDS } from '../../src/dsp/vowel-net.js';
import { VOWEL_WEIGHTS } from '../../src/dsp/vowel-weights.js';
import { checkFeatures } from './check.js';
import { disturb, makeNoise } from './disturb.js';
import { speakWithEspeak } from './espeak-voices.js';
import { countRealClips, curvesOf, evaluate } from './evaluate.js';
import { type EvidenceWeights, fitEvidence } from './evidence.js';
import { speakWithFlite } from './flite-voices.js';
import { framesOf } from './frames.js';
import type { Network } from './network.js';
import { makeSentence, readWords } from './sentences.js';
import type { Spoken } from './spoken.js';
import { train } from './train.js';
import { pack, unpack, weightsFile } from './write-weights.js';

const USAGE = `npx tsx bench/train-vowels/main.ts --out FILE [options]
  --out FILE        where the weights go, e.g. src/dsp/vowel-weights.ts; without it the shipped ones are judged
  --sentences N     half by flite, half by espeak-ng (default 1300, of which one in ten is kept to judge by; 120 to
                    judge the shipped weights)
  --copies N        disturbed copies of each (default 3)
  --epochs N        (default 8)
  --units N         hidden units (default 40)
  --seed N          (default 1)
`;

const NOISE_SHARE = 0.04; // clips in which nobody speaks, of all
const NOISE_SECONDS = 4;
const PEAK_REACH_SECONDS = 0.03; // from a true onset, of a peak that counts as that syllable

const say = (line: string): void => void process.stderr.write(`${line}\n`);

const { values } = parseArgs({
  options: {
    out: { type: 'string' },
    sentences: { type: 'string' },
    copies: { type: 'string', default: '3' },
    epochs: { type: 'string', default: '8' },
    units: { type: 'string', default: '40' },
    seed: { type: 'string', default: '1' },
    help: { type: 'boolean', default: false },
  },
});

/** Every part of a run has dice of its own, so that a change in one moves no other. */
const diceFor = (part: string) => createRandom(deriveSeed(Number(values.seed), part));

async function speak(count: number): Promise<Spoken[]> {
  const [words, random] = [await readWords(), diceFor('sentences')];
  const texts = Array.from({ length: count }, () => makeSentence(words, random));
  const scratch = await mkdtemp(join(tmpdir(), 'rapgo-vowels-'));
  try {
    const half = Math.ceil(count / 2);
    const voices = diceFor('voices');
    const spoken: Spoken[] = [];
    for (let n = 0; n < half; n++) spoken.push(await speakWithFlite(texts[n]!, n, scratch, voices));
    return [...spoken, ...(await speakWithEspeak(texts.slice(half), scratch, voices))];
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

function disturbAll(spoken: readonly Spoken[], copies: number): Spoken[] {
  const random = diceFor('disturbance');
  const clips = spoken.flatMap((clip) => Array.from({ length: copies }, () => disturb(clip, random)));
  const noises = Math.round(NOISE_SHARE * clips.length);
  return [...clips, ...Array.from({ length: noises }, () => makeNoise(NOISE_SECONDS, random))];
}

/** What the peaks of the trained network are worth, for syllable.ts. */
function weighEvidence(net: Network, clips: readonly Spoken[]): EvidenceWeights {
  return fitEvidence(
    clips.flatMap((clip) =>
      onsetPeaks(curvesOf(net, clip)).map(({ frame, evidence }) => ({
        evidence,
        isSyllable: clip.vowels.some(
          ({ start }) => Math.abs(start - frame * VOWEL_HOP_SECONDS) <= PEAK_REACH_SECONDS,
        ),
      })),
    ),
  );
}

async function report(net: Network, kept: readonly Spoken[]): Promise<void> {
  const random = diceFor('judgement');
  const sets = { clean: kept, disturbed: kept.map((clip) => disturb(clip, random)) };
  for (const [name, clips] of Object.entries(sets)) {
    const { vowels, recall, precision, countError } = evaluate(net, clips);
    const percent = [recall, precision, countError].map((share) => (100 * share).toFixed(1));
    say(
      `${name}: ${vowels} vowels, found ${percent[0]} %, right ${percent[1]} %, count off by ${percent[2]} %`,
    );
  }
  const noises = Array.from({ length: 20 }, () => makeNoise(NOISE_SECONDS, random));
  say(`noise: ${evaluate(net, noises).countError.toFixed(1)} syllables in ${NOISE_SECONDS} s`);
  for (const { name, counted, found } of await countRealClips(net)) say(`${name}: ${found} of ${counted}`);
}

async function main(): Promise<void> {
  if (values.help) return say(USAGE);
  const spoken = await speak(Number(values.sentences ?? (values.out === undefined ? 120 : 1300)));
  checkFeatures(spoken[0]!);
  if (values.out === undefined) return report(unpack(VOWEL_WEIGHTS), spoken);
  const isKept = (n: number): boolean => n % 10 === 0;
  const kept = spoken.filter((_, n) => isKept(n));
  const clips = disturbAll(
    spoken.filter((_, n) => !isKept(n)),
    Number(values.copies),
  );
  const frames = framesOf(clips);
  say(`${clips.length} clips, ${frames.count} frames`);
  const net = train(frames, {
    units: Number(values.units),
    epochs: Number(values.epochs),
    random: diceFor('training'),
    onEpoch: (epoch, loss) => say(`epoch ${epoch + 1}: loss ${loss.toFixed(4)}`),
  });
  const packed = pack(net);
  await writeFile(values.out, weightsFile(packed));
  const sample = clips.filter((_, n) => n % 6 === 0);
  const names = ['ONSET_WEIGHT', 'VOWEL_AFTER_WEIGHT', 'VOWEL_BEFORE_WEIGHT', 'BIAS'];
  const weights = weighEvidence(packed.network, sample);
  say(`for src/dsp/syllable.ts: ${names.map((name, i) => `${name} = ${weights[i]!.toFixed(2)}`).join(', ')}`);
  await report(packed.network, kept);
}

await main();
