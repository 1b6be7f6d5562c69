/**
 * Judges the judge's ears: how many syllables the two detectors find, how far their P-centres lie from
 * known vowel onsets, and how many they find again after another program has moved them to a grid.
 * The last figures are the most that rap-score.ts can ever give.
 *
 * npx tsx bench/check-detectors.ts [clip folder]
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type AnnotatedSpeech, cvExamples, fliteExamples } from './score/annotated-speech.js';
import { defaultClipFolder, readClips } from './score/clips.js';
import { detectByFlux } from './score/detect-flux.js';
import { detectBySlope } from './score/detect-slope.js';
import { countMatches } from './score/match.js';
import { scoreOnsets } from './score/onset-score.js';
import { placeOnGrid } from './score/oracle-stretch.js';
import { withVowels } from './score/phone-alignment.js';
import { isOnPath } from './score/process.js';
import { decodeMono, type Mono } from './score/sound.js';
import { percentOf } from './score/statistics.js';
import { makeSynthetic } from './score/synthetic.js';

type Detector = (sound: Mono) => number[];
const DETECTORS: readonly (readonly [string, Detector])[] = [
  ['slope', (sound) => detectBySlope(sound)],
  ['flux', (sound) => detectByFlux(sound)],
];
const SLOT_SECONDS = 0.18;

const print = (text: string): void => void process.stdout.write(`${text}\n`);
const share = (count: number, total: number): string => String(Math.round(percentOf(count, total)));

async function printCounts(folder: string, scratch: string): Promise<void> {
  print('syllables, slope detector and flux detector / hand count');
  const clips = [...(await readClips(folder)), ...(await makeSynthetic(join(scratch, 'synthetic')))];
  for (const clip of clips) {
    const sound = await decodeMono(clip.file);
    const counts = DETECTORS.map(([, detect]) => detect(sound).length);
    print(`  ${clip.name.padEnd(12)} ${counts.join(' ')} / ${clip.syllables ?? '?'}`);
  }
}

function printOnsets(examples: readonly AnnotatedSpeech[]): void {
  print('vowel onsets: % within 10/25/40 ms (constant offset taken out), % missed, % spurious, offset ms');
  for (const group of new Set(examples.map((example) => example.group))) {
    const members = examples.filter((example) => example.group === group);
    const line = DETECTORS.map(([name, detect]) => `${name} ${onsetLine(members, detect)}`);
    print(`  ${group.padEnd(16)} ${line.join('   ')}`);
  }
}

function onsetLine(members: readonly AnnotatedSpeech[], detect: Detector): string {
  const score = scoreOnsets(members.map(({ sound, vowels }) => ({ found: detect(sound), known: vowels })));
  const within = [score.within10, score.within25, score.within40].map(Math.round).join('/');
  return `${within} missed ${score.missed} spurious ${score.spurious} offset ${score.offsetMs}`;
}

/** Clips with a known text, their vowels aligned by the recogniser. */
async function alignedClips(folder: string, scratch: string): Promise<AnnotatedSpeech[]> {
  const clips = await withVowels(await readClips(folder), scratch);
  return Promise.all(
    clips.flatMap(({ file, vowels }) =>
      vowels ? [decodeMono(file).then((sound) => ({ group: 'clips, aligned', sound, vowels }))] : [],
    ),
  );
}

/** P-centres found by one detector, moved to a grid by Rubber Band, looked for by both. */
async function printReach(sounds: ReadonlyMap<string, readonly Mono[]>, scratch: string): Promise<void> {
  print('found again after an independent stretch: % within 15/25 ms (25 ms by chance)');
  for (const [group, members] of sounds) {
    for (const [placer, place] of DETECTORS) {
      const totals = DETECTORS.map(() => ({ wanted: 0, strict: 0, loose: 0, chance: 0 }));
      for (const sound of members) {
        const { sound: moved, targets } = await placeOnGrid(sound, place(sound), SLOT_SECONDS, scratch);
        DETECTORS.forEach(([, detect], n) => {
          const found = detect(moved);
          const total = totals[n]!;
          total.wanted += targets.length;
          total.strict += countMatches(found, targets, 0.015);
          total.loose += countMatches(found, targets, 0.025);
          total.chance += countMatches(
            found,
            targets.map((time) => time + SLOT_SECONDS / 2),
            0.025,
          );
        });
      }
      const line = totals.map(({ wanted, strict, loose, chance }, n) => {
        return `${DETECTORS[n]![0]} ${share(strict, wanted)}/${share(loose, wanted)} (${share(chance, wanted)})`;
      });
      print(`  ${group}, placed by ${placer}: ${line.join('   ')}`);
    }
  }
}

async function main(): Promise<void> {
  const folder = process.argv[2] ?? defaultClipFolder();
  const scratch = await mkdtemp(join(tmpdir(), 'rapgo-ears-'));
  try {
    await printCounts(folder, scratch);
    const flite = await fliteExamples(scratch);
    printOnsets([...cvExamples(), ...flite, ...(await alignedClips(folder, scratch))]);
    if (!(await isOnPath('rubberband'))) return;
    const clips = await readClips(folder);
    const real = await Promise.all(clips.map((clip) => decodeMono(clip.file)));
    await printReach(
      new Map([
        ['clips', real],
        ['flite', flite.map(({ sound }) => sound)],
      ]),
      scratch,
    );
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

await main();
