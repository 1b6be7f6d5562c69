/**
 * Judges the judge's sums: a song that is right by construction must pass every measure, and each way
 * of spoiling it must fail the measure meant for it.
 *
 * npx tsx bench/check-score.ts
 */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { defaultClipFolder, readClips } from './score/clips.js';
import { detectBySlope } from './score/detect-slope.js';
import { isSameTempo, measureTempo } from './score/drum-tempo.js';
import { type FakeRap, identityPlan, makeFakeRap, writeFakePlan, writeFakeStems } from './score/fake-rap.js';
import { measureGrid } from './score/grid.js';
import { measureLoudness } from './score/loudness.js';
import { measureCoverage, measureOrder, measureStretch } from './score/plan-checks.js';
import { type Plan, readPlan } from './score/plan-view.js';
import { isOnPath } from './score/process.js';
import { cut, decodeMono, type Mono } from './score/sound.js';
import { encodingOf } from './score/speed.js';
import { measureStems } from './score/stems.js';
import { measureWords, sumWords, type WordCase } from './score/understandable.js';
import { writeWavFloat } from './score/wav.js';
import { countWordErrors, wordsOf } from './score/word-error.js';

let failures = 0;

function check(name: string, holds: boolean, figure: unknown): void {
  if (!holds) failures++;
  process.stdout.write(`${holds ? 'ok' : 'NO'}  ${name}: ${JSON.stringify(figure)}\n`);
}

const delayed = ({ sampleRate, data }: Mono, seconds: number): Mono => ({
  sampleRate,
  data: cut({ sampleRate, data }, -seconds, data.length / sampleRate),
});

/** The plan with its syllables changed one by one. */
const changed = (plan: Plan, change: (target: number, n: number) => number): Plan => {
  const copy = structuredClone(plan);
  const all = copy.lines.flatMap((line) => line.syllables);
  all.forEach((syllable, n) => {
    syllable.target = change(syllable.target, n);
  });
  return copy;
};

async function checkGrid({ plan }: FakeRap, voiceFile: string): Promise<void> {
  const voice = await decodeMono(voiceFile);
  const right = measureGrid(voice, plan);
  check('a right song is on grid', right.slope.within25 >= 97 && right.flux.within25 >= 97, [
    right.slope,
    right.flux,
  ]);
  check('its plan is on grid', right.plan15 === 100, right.plan15);
  check('chance is far below', right.slope.chance25 <= 15, right.slope.chance25);
  const late = measureGrid(delayed(voice, 0.04), plan);
  check('a voice 40 ms late is not', late.slope.within25 <= 10 && late.flux.within25 <= 10, late.slope);
  check(
    'and its offset is told',
    Math.abs(late.slope.offsetMs - right.slope.offsetMs - 40) <= 3,
    late.slope.offsetMs,
  );
  const moved = changed(plan, (target, n) => target + (n % 2) * 0.06);
  const halfRight = measureGrid(voice, moved);
  check(
    'every second target moved: half fail',
    Math.abs(halfRight.slope.within25 - 50) <= 5,
    halfRight.slope.within25,
  );
  check('and the plan says so itself', halfRight.plan25 === 50, halfRight.plan25);
  const silent = measureGrid({ ...voice, data: new Float32Array(voice.data.length) }, plan);
  check(
    'silence scores nothing',
    silent.slope.within25 === 0 && silent.flux.within25 === 0,
    silent.slope.found,
  );
}

function checkPlan({ plan }: FakeRap): void {
  const right = measureOrder(plan, 64);
  check('order of a right plan', right.rising === 100 && right.lost === 0 && right.twice === 0, right);
  check('its stretch', measureStretch(plan).outside === 0, measureStretch(plan));
  const swapped = structuredClone(plan);
  const [first, second] = [swapped.lines[0]!, swapped.lines[1]!];
  [first.syllables, second.syllables] = [second.syllables, first.syllables];
  first.syllables.forEach((syllable, n) => {
    const other = second.syllables[n]!;
    [syllable.target, other.target] = [other.target, syllable.target];
  });
  check('two lines swapped', measureOrder(swapped).rising < 100, measureOrder(swapped).rising);
  const short = structuredClone(plan);
  short.lines.splice(3, 1);
  check('a dropped line is lost', measureOrder(short).lost === 8, measureOrder(short));
  const gap = { sourceStart: 24 * 0.25, sourceEnd: 32 * 0.25, reason: 'too fast' };
  check('unless the plan says so', measureOrder({ ...short, leftOut: [gap] }).lost === 0, 0);
  short.lines.pop();
  check('a dropped end is seen by analyze', measureOrder(short, 64).lost === 16, measureOrder(short, 64));
  const centres = plan.lines.flatMap((line) => line.syllables).map((syllable) => syllable.sourcePCentre);
  check(
    'coverage',
    measureCoverage(plan, centres) === 100 && measureCoverage(short, centres) < 80,
    measureCoverage(short, centres),
  );
  const wild = structuredClone(plan);
  for (const line of wild.lines) for (const syllable of line.syllables) syllable.stretch = 2.5;
  check('stretch beyond an octave', measureStretch(wild).outside === 100, measureStretch(wild));
}

async function checkFiles(folder: string, { plan, drums, voice }: FakeRap): Promise<void> {
  const stems = await measureStems(folder);
  check('stems add up', stems.residualDb <= -120 && stems.otherLength.length === 0, stems);
  await writeWavFloat(join(folder, 'voice.wav'), { ...voice, data: voice.data.map((value) => value * 1.1) });
  const loud = await measureStems(folder);
  check('one stem 10 % louder', loud.residualDb > -40, loud.residualDb);
  await writeWavFloat(join(folder, 'voice.wav'), delayed(voice, 0.001));
  check(
    'one stem 1 ms late',
    (await measureStems(folder)).residualDb > -20,
    (await measureStems(folder)).residualDb,
  );
  const tempo = await measureTempo(join(folder, 'drums.wav'), plan.tempoBpm, folder);
  check('tempo of the drums', tempo.agrees !== false, tempo);
  check('another tempo', !isSameTempo(92, 90) && isSameTempo(180.5, 90) && isSameTempo(60, 90), 92);
  await checkLoudness(folder, drums);
}

async function checkLoudness(folder: string, { sampleRate }: Mono): Promise<void> {
  const seconds = 20;
  const tone = (level: number): Mono => ({
    sampleRate,
    data: Float32Array.from({ length: seconds * sampleRate }, (_, n) =>
      Math.max(-1, Math.min(1, level * Math.sin((2 * Math.PI * 1000 * n) / sampleRate))),
    ),
  });
  const file = join(folder, 'tone.wav');
  // One channel of a 1 kHz sine at full scale reads −3.01 LUFS; at −20 dB it reads −23.
  await writeWavFloat(file, tone(0.1));
  const quiet = await measureLoudness(file);
  check(
    'a tone of −20 dB',
    Math.abs(quiet.lufs + 23.0) <= 0.1 && Math.abs(quiet.truePeakDbtp + 20) <= 0.1,
    quiet,
  );
  check('has nothing clipped', quiet.clipped === 0, quiet.clipped);
  await writeWavFloat(file, tone(1.5));
  check(
    'an overdriven one has',
    (await measureLoudness(file)).clipped > 1000,
    (await measureLoudness(file)).clipped,
  );
}

function checkWords(): void {
  const reference = wordsOf('And Mister John had then leisure');
  check('words: right', countWordErrors(reference, wordsOf('and mr john had then leisure')) === 0, 0);
  check(
    'words: one replaced, one dropped',
    countWordErrors(reference, wordsOf('and mr john have leisure')) === 2,
    2,
  );
  check('words: nothing heard', countWordErrors(reference, []) === 6, 6);
  const line = 'ffmpeg -i a.wav -acodec libmp3lame -q:a 2 b.mp3';
  check(
    'codec options of a command line',
    encodingOf(line)?.join(' ') === '-acodec libmp3lame -q:a 2',
    encodingOf(line),
  );
}

/** Speech left where it is must be heard as well as its source, and noise must not. */
async function checkHearing(folder: string): Promise<void> {
  const clips = await readClips(defaultClipFolder()).catch(() => []);
  if (clips.length === 0 || !(await isOnPath('pocketsphinx_batch'))) {
    process.stdout.write('--  hearing: skipped, no clips or no recogniser\n');
    return;
  }
  const cases: WordCase[] = [];
  for (const clip of clips.filter(({ text }) => text !== undefined)) {
    const sound = await decodeMono(clip.file);
    const plan = identityPlan(detectBySlope(sound), sound.data.length / sound.sampleRate);
    const dryVoice = join(folder, `${clip.name}.same.wav`);
    await writeWavFloat(dryVoice, sound);
    cases.push({ key: clip.name, clip, dryVoice, plan });
    // Recognisers labour at nonsense: two short clips of it are enough.
    if (sound.data.length > 6.5 * sound.sampleRate) continue;
    const backwards = join(folder, `${clip.name}.backwards.wav`);
    await writeWavFloat(backwards, { ...sound, data: sound.data.toReversed() });
    cases.push({ key: `${clip.name}-backwards`, clip, dryVoice: backwards, plan });
  }
  const scores = await measureWords(cases, join(folder, 'words'));
  const of = (suffix: string) => clips.flatMap(({ name }) => scores.get(name + suffix) ?? []);
  for (const [name, { words, uncut, source }] of scores) {
    if (!name.endsWith('-backwards'))
      process.stdout.write(`    ${name}: ${words} words, wrong uncut ${uncut}, cut ${source}\n`);
  }
  const [same, backwards] = [sumWords(of('')), sumWords(of('-backwards'))];
  check('speech left alone is heard as before', same.rap === same.source, same);
  check('speech backwards is not understood', backwards.rap > 80, backwards);
}

async function main(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'rapgo-score-'));
  try {
    const rap = makeFakeRap(3);
    await writeFakeStems(folder, rap);
    const planFile = join(folder, 'plan.json');
    await writeFakePlan(planFile, rap.plan);
    check(
      'the plan file is read',
      (await readPlan(planFile)).lines.length === rap.plan.lines.length,
      planFile.length > 0,
    );
    await writeFile(planFile, '{"planVersion": 2}');
    check(
      'a strange plan is refused',
      await readPlan(planFile).then(
        () => false,
        () => true,
      ),
      2,
    );
    await checkGrid(rap, join(folder, 'dry-voice.wav'));
    checkPlan(rap);
    await checkFiles(folder, rap);
    checkWords();
    await checkHearing(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
  process.exitCode = failures === 0 ? 0 : 1;
}

await main();
