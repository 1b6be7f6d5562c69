import { BEATS_PER_BAR } from '../band/beat-clock.js';
import { planClock } from './make-plan.js';
import type { Plan } from './plan.js';

/** Audacity label track: start, end and text of syllables, beats and sections, tab-separated, in order of time. */
export function labelFile(plan: Plan): string {
  const clock = planClock(plan);
  const rows: { start: number; end: number; text: string }[] = [];
  for (const { kind, startBar, bars } of plan.sections) {
    const [start, end] = [startBar, startBar + bars].map((bar) => Math.max(0, clock(bar * BEATS_PER_BAR)));
    rows.push({ start: start!, end: end!, text: kind });
    for (let beat = startBar * BEATS_PER_BAR; beat < (startBar + bars) * BEATS_PER_BAR; beat++) {
      const at = clock(beat);
      const text = `${Math.floor(beat / BEATS_PER_BAR) + 1}.${(beat % BEATS_PER_BAR) + 1}`;
      rows.push({ start: at, end: at, text });
    }
  }
  for (const { role, syllables } of plan.lines) {
    if (role !== 'lead') continue;
    for (const { target, word, syllable } of syllables) {
      rows.push({ start: target, end: target, text: word ?? `syllable ${syllable + 1}` });
    }
  }
  return rows
    .sort((a, b) => a.start - b.start)
    .map(({ start, end, text }) => `${start.toFixed(6)}\t${end.toFixed(6)}\t${text}\n`)
    .join('');
}

/** Lyrics with times (.lrc), one line per sung line; lines without known words are left out. */
export function lyricsFile(plan: Plan): string {
  const stamp = (seconds: number): string => {
    const hundredths = Math.round(seconds * 100);
    const minutes = Math.floor(hundredths / 6000);
    const rest = (hundredths - minutes * 6000) / 100;
    return `[${String(minutes).padStart(2, '0')}:${rest.toFixed(2).padStart(5, '0')}]`;
  };
  const lines = plan.lines
    .filter(({ role, text }) => role === 'lead' && text)
    .sort((a, b) => a.syllables[0]!.target - b.syllables[0]!.target)
    .map(({ text, syllables }) => `${stamp(syllables[0]!.target)}${text}\n`);
  return `[ti:${plan.source.name}]\n[by:rapgo ${plan.rapgoVersion}]\n${lines.join('')}`;
}
