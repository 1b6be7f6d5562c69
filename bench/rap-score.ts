/**
 * Judges finished raps from the outside: makes one of every clip in every style, then measures the
 * files and the plan with detectors and programs of its own. It shares no code with what it judges
 * but the plan's schema.
 *
 * Table of contents: clips.ts, synthetic.ts (what is rapped) · rapgo.ts (how) · score-pair.ts (one rap) →
 * grid.ts (detect-slope.ts, detect-flux.ts), plan-checks.ts, loudness.ts, drum-tempo.ts, stems.ts,
 * determinism.ts · understandable.ts (words over all clips) · speed.ts · bars.ts, table.ts (the verdict).
 * check-detectors.ts and check-score.ts judge this judge.
 */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readArguments, type ScoreOptions } from './score/arguments.js';
import { judge } from './score/bars.js';
import { type Clip, readClips } from './score/clips.js';
import { withVowels } from './score/phone-alignment.js';
import { readPlan } from './score/plan-view.js';
import { generate, listStyles, rapFiles } from './score/rapgo.js';
import { type ScoredPair, scorePair } from './score/score-pair.js';
import { measureSpeed, type SpeedMeasure } from './score/speed.js';
import { makeSynthetic } from './score/synthetic.js';
import { gridTable, rowTable, speedTable, verdictTable, wordTable } from './score/table.js';
import { measureWords, type WordCase } from './score/understandable.js';

const print = (text: string): void => void process.stdout.write(`${text}\n`);
const note = (text: string): void => void process.stderr.write(`${text}\n`);

async function main(): Promise<void> {
  const options = readArguments(process.argv.slice(2));
  const scratch = join(options.out, 'raps');
  await mkdir(scratch, { recursive: true });
  const chosen = await chooseClips(options);
  const clips = options.parts.has('syllables') ? await withVowels(chosen, join(scratch, 'words')) : chosen;
  const styles = options.styles ?? (await listStyles(join(scratch, 'home')));
  const asksForRaps = [...options.parts].some((part) => part !== 'speed');
  const pairs = asksForRaps ? await scoreAll(clips, styles, scratch, options) : [];
  const rows = pairs.map(({ row }) => row);
  const speed = options.parts.has('speed') ? await trySpeed(clips, styles[0], scratch, options) : undefined;
  const verdicts = judge(rows);
  await writeFile(
    join(options.out, 'rap-score.json'),
    `${JSON.stringify({ verdicts, speed, rows }, null, 2)}\n`,
  );
  print(rowTable(rows));
  print(verdictTable(verdicts));
  print(gridTable(rows));
  print(wordTable(rows));
  if (speed) print(speedTable(speed));
  for (const { clip, style, errors } of rows) for (const error of errors) note(`${clip}/${style} ${error}`);
  const isClean = rows.every((row) => row.errors.length === 0) && verdicts.every((v) => v.holding === v.rows);
  process.exitCode = isClean ? 0 : 1;
}

async function chooseClips({ clips, names, synthetic, out }: ScoreOptions): Promise<Clip[]> {
  const made = synthetic > 0 ? await makeSynthetic(join(out, 'synthetic'), undefined, synthetic) : [];
  const all = [...(await readClips(clips)), ...made];
  return names ? all.filter((clip) => names.includes(clip.name)) : all;
}

async function scoreAll(
  clips: readonly Clip[],
  styles: readonly string[],
  scratch: string,
  { parts, reuse, keep }: ScoreOptions,
): Promise<ScoredPair[]> {
  const pairs: ScoredPair[] = [];
  for (const style of styles) {
    for (const clip of clips) {
      note(`${clip.name} as ${style}`);
      pairs.push(
        await scorePair(clip, style, { parts, reuse, keep, folder: join(scratch, style, clip.name) }),
      );
    }
  }
  if (parts.has('words')) await addWords(pairs, scratch, reuse);
  return pairs;
}

/**
 * Words are heard in raps of the default strength, which are made for that alone. All phrases go to the recogniser
 * at once: loading its models costs more than a clip.
 */
async function addWords(pairs: readonly ScoredPair[], scratch: string, reuse: boolean): Promise<void> {
  try {
    const cases: WordCase[] = [];
    for (const { clip, row } of pairs) {
      if (clip.text === undefined) continue;
      const files = rapFiles(join(scratch, 'default-strength', row.style, clip.name));
      if (!reuse) await generate(clip.file, row.style, files, [], 'default');
      const plan = await readPlan(files.plan);
      const dryVoice = join(files.stems, 'dry-voice.wav');
      cases.push({ key: `${clip.name}.${row.style}`, clip, plan, dryVoice });
    }
    const scores = await measureWords(cases, join(scratch, 'words'));
    for (const { row } of pairs) {
      const words = scores.get(`${row.clip}.${row.style}`);
      if (words) row.words = words;
    }
  } catch (error) {
    note(`words: ${error instanceof Error ? error.message : String(error)}`);
  }
}

async function trySpeed(
  clips: readonly Clip[],
  style: string | undefined,
  scratch: string,
  { speechSeconds }: ScoreOptions,
): Promise<SpeedMeasure | undefined> {
  if (style === undefined) return undefined;
  try {
    const real = clips.filter((clip) => clip.kind === 'real');
    const spoken = real.length > 0 ? real : clips;
    return await measureSpeed(spoken, { style, scratch: join(scratch, 'speed'), speechSeconds });
  } catch (error) {
    note(`speed: ${error instanceof Error ? error.message : String(error)}`);
    return undefined;
  }
}

await main().catch((error: unknown) => {
  note(error instanceof Error ? error.message : String(error));
  process.exitCode = 2;
});
