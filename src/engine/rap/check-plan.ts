import { RapgoError } from '../errors.js';
import type { Plan, PlannedLine } from './plan.js';

const LEAST_RISE_SECONDS = 0.005;

/**
 * Checks what a schema cannot: that times rise within every line, lie in the recording, and that sections and
 * repeats exist.
 *
 * @throws {RapgoError} `plan/invalid` naming the line
 */
export function checkPlan(plan: Plan, sourceSeconds: number): void {
  const ids = new Set(plan.lines.map(({ id }) => id));
  if (ids.size !== plan.lines.length) fail('two lines have the same id');
  for (const line of plan.lines) {
    if (!plan.sections[line.section]) fail(`line ${line.id}: there is no section ${line.section}`);
    if (line.repeats !== null && !ids.has(line.repeats))
      fail(`line ${line.id}: there is no line ${line.repeats}`);
    checkLine(line, sourceSeconds);
  }
}

function checkLine({ id, syllables }: PlannedLine, sourceSeconds: number): void {
  syllables.forEach((syllable, i) => {
    const at = `line ${id}, syllable ${i + 1}`;
    const { sourceStart, sourcePCentre, sourceEnd, target } = syllable;
    if (!(sourceStart <= sourcePCentre && sourcePCentre < sourceEnd)) {
      fail(`${at}: sourceStart, sourcePCentre and sourceEnd are out of order`);
    }
    if (sourceEnd > sourceSeconds + 0.1)
      fail(`${at} ends after the recording (${sourceSeconds.toFixed(2)} s)`);
    const before = syllables[i - 1];
    if (!before) return;
    if (sourcePCentre <= before.sourcePCentre)
      fail(`${at} comes before the one in front of it in the recording`);
    if (sourceStart < before.sourcePCentre)
      fail(`${at}: its consonants begin before the vowel in front of it`);
    if (target < before.target + LEAST_RISE_SECONDS) fail(`${at}: its target is not after the one before it`);
  });
}

function fail(words: string): never {
  throw new RapgoError('plan/invalid', `the plan cannot be sung: ${words}`, {
    hint: 'mend the plan, or make a new one with rapgo generate --plan FILE',
  });
}
