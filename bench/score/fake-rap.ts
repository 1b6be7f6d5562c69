import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { CV_P_CENTRE_SECONDS, makeCvSpeech } from './cv-speech.js';
import type { Plan, PlannedSyllable } from './plan-view.js';
import { createChance } from './seeded.js';
import type { Mono } from './sound.js';
import { writeWavFloat } from './wav.js';

const TEMPO_BPM = 90;
const SLOT_SECONDS = 60 / TEMPO_BPM / 4;
const GRID_START = 0.5;
const SYLLABLES_PER_LINE = 8;
const RATE = 44_100;

const STYLE: Plan['style'] = {
  styleVersion: 1,
  name: 'fake',
  title: 'Fake',
  description: 'A style for the check of the score.',
  tempoBpm: { min: 80, max: 100 },
  flow: { grid: 'sixteenth', swing: 0.5, syllablesPerLine: SYLLABLES_PER_LINE, microTimingMs: 0, lagMs: 0 },
  form: { introBars: 0, verseBars: 4, hookBars: 4, outroBars: 0 },
  adlibs: {
    echoAfterLine: 0,
    stutter: 0,
    doubleLineEnds: 0,
    doubleHook: false,
    pitchSemitones: 0,
    dropBeforeHook: false,
  },
  space: { roomSeconds: 0.3, roomDb: -20, delayBeats: 0.75, delayFeedback: 0.2, delayDb: -20 },
  duckDb: 3,
  band: null,
};

/** A song of synthetic syllables that is right by construction, and its plan. */
export interface FakeRap {
  readonly plan: Plan;
  readonly voice: Mono;
  readonly drums: Mono;
}

/** Places syllables on seeded slots, two to four apart, and synthesises them exactly there. */
export function makeFakeRap(seed: number, count = 64): FakeRap {
  const chance = createChance(seed);
  const syllables: PlannedSyllable[] = [];
  let slot = 0;
  for (let n = 0; n < count; n++) {
    const target = GRID_START + slot * SLOT_SECONDS;
    syllables.push({
      syllable: n,
      sourceStart: n * 0.25,
      sourcePCentre: n * 0.25 + 0.06,
      sourceEnd: n * 0.25 + 0.24,
      stress: 0.5,
      bar: Math.floor(slot / 16),
      slot: slot % 16,
      target,
      stretch: 0.8 + 0.5 * chance(),
      reason: 'fake',
    });
    slot += 2 + Math.floor(3 * chance());
  }
  const spoken = syllables.map(({ target }) => ({
    vowelSeconds: target - CV_P_CENTRE_SECONDS,
    vowelLengthSeconds: SLOT_SECONDS,
  }));
  const voice = makeCvSpeech(spoken, seed, RATE);
  return { plan: planOf(syllables, slot), voice, drums: makeDrums(voice.data.length) };
}

function planOf(syllables: PlannedSyllable[], slots: number): Plan {
  const lines: Plan['lines'] = [];
  for (let at = 0; at < syllables.length; at += SYLLABLES_PER_LINE) {
    lines.push({
      id: lines.length,
      section: 0,
      role: 'lead',
      repeats: null,
      gainDb: 0,
      pan: 0,
      pitchSemitones: 0,
      syllables: syllables.slice(at, at + SYLLABLES_PER_LINE),
    });
  }
  return {
    planVersion: 1,
    rapgoVersion: '0.0.0',
    source: { name: 'fake.wav', sha256: '', durationSeconds: syllables.length * 0.25 },
    style: STYLE,
    seed: 1,
    key: { tonic: 9, mode: 'minor' },
    tempoBpm: TEMPO_BPM,
    gridStart: GRID_START,
    grid: 'sixteenth',
    strength: 1,
    tune: null,
    beat: null,
    sections: [{ kind: 'verse', startBar: 0, bars: Math.ceil(slots / 16) }],
    lines,
    leftOut: [],
    voiceGains: [],
    targetLufs: -14,
    ceilingDbtp: -1,
  };
}

/** Kick on beats 1 and 3, snare on 2 and 4, a hat on every eighth. */
function makeDrums(length: number): Mono {
  const data = new Float32Array(length);
  const chance = createChance(5);
  const eighth = (30 / TEMPO_BPM) * RATE;
  for (let n = 0; n < Math.floor(length / eighth); n++) {
    const start = Math.round(GRID_START * RATE + n * eighth);
    let before = 0;
    for (let k = 0; k < 0.2 * RATE && start + k < length; k++) {
      const seconds = k / RATE;
      const noise = chance() - 0.5;
      const hat = 0.15 * (noise - before) * Math.exp(-seconds / 0.015);
      const kick = n % 4 === 0 ? Math.sin(2 * Math.PI * 55 * seconds) * Math.exp(-seconds / 0.06) : 0;
      const snare = n % 4 === 2 ? 0.7 * noise * Math.exp(-seconds / 0.05) : 0;
      data[start + k] = 0.4 * (kick + snare + hat);
      before = noise;
    }
  }
  return { sampleRate: RATE, data };
}

/** A plan that leaves speech where it is: lines end at gaps, targets are the P-centres found in the source. */
export function identityPlan(pCentres: readonly number[], durationSeconds: number): Plan {
  const syllables = pCentres.map((time, n): PlannedSyllable => {
    const next = pCentres[n + 1] ?? durationSeconds;
    const start = Math.max(time - 0.08, pCentres[n - 1] ?? 0, 0);
    const place = Math.max(0, Math.round((time - GRID_START) / SLOT_SECONDS));
    return {
      syllable: n,
      sourceStart: start,
      sourcePCentre: time,
      sourceEnd: Math.min(next, time + 0.35),
      stress: 0.5,
      bar: Math.floor(place / 16),
      slot: place % 16,
      target: time,
      stretch: 1,
      reason: 'identity',
    };
  });
  const plan = planOf(syllables, 64);
  const lines: PlannedSyllable[][] = [];
  for (const syllable of syllables) {
    const line = lines.at(-1);
    if (line && syllable.sourceStart - line.at(-1)!.sourceEnd < 0.05) line.push(syllable);
    else lines.push([syllable]);
  }
  const template = plan.lines[0]!;
  plan.lines = lines.map((members, id) => ({ ...template, id, syllables: members }));
  return plan;
}

/** Writes the files that `generate --stems` writes. */
export async function writeFakeStems(folder: string, { voice, drums }: FakeRap): Promise<void> {
  await mkdir(folder, { recursive: true });
  const premaster = voice.data.map((value, n) => value + drums.data[n]!);
  await writeWavFloat(join(folder, 'dry-voice.wav'), voice);
  await writeWavFloat(join(folder, 'voice.wav'), voice);
  await writeWavFloat(join(folder, 'drums.wav'), drums);
  await writeWavFloat(join(folder, 'premaster.wav'), { sampleRate: RATE, data: premaster });
}

/** Writes the plan as rapgo does. */
export async function writeFakePlan(file: string, plan: Plan): Promise<void> {
  await writeFile(file, JSON.stringify(plan, null, 2));
}
