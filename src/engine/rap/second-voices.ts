import type { Random } from '../../dsp/types.js';
import type { BeatClock } from '../band/beat-clock.js';
import type { PlannedLine, PlannedSyllable } from './plan.js';
import type { Style } from './style.js';

/** Room after a line, seconds. */
interface Rest {
  readonly from: number;
  readonly to: number;
}

const DOUBLE_DELAY_SECONDS = 0.012; // a second take is never quite together
const DOUBLE_GAIN_DB = -8;
const ECHO_GAIN_DB = -7;
const ECHO_SYLLABLES = 3;

/**
 * Adds what a style asks for round the lead: doubled hooks and line ends, echoes in the rests, stutters before
 * lines.
 *
 * @param lead the lead lines in order of time
 * @param isHook whether a section is a hook
 * @returns new lines, with ids counted on from the highest of `lead`
 */
export function secondVoices(
  lead: readonly PlannedLine[],
  isHook: (section: number) => boolean,
  { adlibs }: Style,
  clock: BeatClock,
  random: Random,
): PlannedLine[] {
  let id = Math.max(-1, ...lead.map((line) => line.id)) + 1;
  const voices: PlannedLine[] = [];
  const add = (line: Omit<PlannedLine, 'id'>): void => {
    voices.push({ ...line, id: id++ });
  };
  const sixteenth = (clock(4) - clock(0)) / 16;
  lead.forEach((line, i) => {
    const dice = [random(), random(), random()] as const; // thrown for every line, so that one choice moves no other
    if (isHook(line.section) && adlibs.doubleHook) doubles(line, line.syllables).forEach(add);
    else if (dice[0] < adlibs.doubleLineEnds) doubles(line, line.syllables.slice(-2)).forEach(add);
    const rest = restAfter(line, lead[i + 1], sixteenth);
    if (dice[1] < adlibs.echoAfterLine) {
      const echo = echoOf(line, rest, sixteenth, adlibs.pitchSemitones, i % 2 === 0 ? 0.55 : -0.55);
      if (echo) add(echo);
    }
    if (dice[2] < adlibs.stutter) {
      const stutter = stutterOf(line, lead[i - 1], sixteenth);
      if (stutter) add(stutter);
    }
  });
  return voices;
}

function doubles(line: PlannedLine, syllables: readonly PlannedSyllable[]): Omit<PlannedLine, 'id'>[] {
  return [-0.7, 0.7].map((pan) => ({
    ...line,
    role: 'double',
    repeats: line.id,
    gainDb: DOUBLE_GAIN_DB,
    pan,
    syllables: moved(syllables, DOUBLE_DELAY_SECONDS * (pan < 0 ? 1 : 1.6)),
  }));
}

function restAfter(line: PlannedLine, next: PlannedLine | undefined, sixteenth: number): Rest {
  const last = line.syllables.at(-1)!;
  const from = last.target + (last.sourceEnd - last.sourcePCentre);
  const first = next?.syllables[0];
  const to = first ? first.target - (first.sourcePCentre - first.sourceStart) : from + 16 * sixteenth;
  return { from, to };
}

/** The last syllables again, on the first 8th of the rest that leaves room for them. */
function echoOf(
  line: PlannedLine,
  rest: Rest,
  sixteenth: number,
  pitchSemitones: number,
  pan: number,
): Omit<PlannedLine, 'id'> | undefined {
  const tail = line.syllables.slice(-ECHO_SYLLABLES);
  const first = tail[0]!;
  const last = tail.at(-1)!;
  const length = last.target - first.target + (last.sourceEnd - last.sourcePCentre);
  const lead = first.sourcePCentre - first.sourceStart;
  // whole 8ths later, so that the echo sits on the same kind of place as the words it answers
  const eighths = Math.ceil((rest.from + lead - first.target) / (2 * sixteenth));
  const delay = eighths * 2 * sixteenth;
  if (first.target + delay + length > rest.to) return undefined;
  return {
    ...line,
    role: 'adlib',
    repeats: line.id,
    gainDb: ECHO_GAIN_DB,
    pan,
    pitchSemitones,
    syllables: moved(tail, delay),
  };
}

/** The first syllable once more, an 8th before the line, where nobody else is speaking. */
function stutterOf(
  line: PlannedLine,
  before: PlannedLine | undefined,
  sixteenth: number,
): Omit<PlannedLine, 'id'> | undefined {
  const first = line.syllables[0]!;
  const length = first.sourceEnd - first.sourceStart;
  const start = first.target - 4 * sixteenth;
  const free = before ? before.syllables.at(-1)! : undefined;
  const busyUntil = free ? free.target + (free.sourceEnd - free.sourcePCentre) : 0;
  if (length > 2 * sixteenth || start - length < busyUntil) return undefined;
  return {
    ...line,
    role: 'adlib',
    repeats: line.id,
    gainDb: -3,
    pan: 0,
    pitchSemitones: 0,
    syllables: moved([first], -2 * sixteenth),
  };
}

const moved = (syllables: readonly PlannedSyllable[], seconds: number): PlannedSyllable[] =>
  syllables.map((syllable) => ({ ...syllable, target: syllable.target + seconds, reason: 'second voice' }));
