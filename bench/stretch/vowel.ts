import { RATE, withPeak } from './channels.js';

/** A resonance: centre and bandwidth, Hz. */
export interface Resonance {
  readonly hz: number;
  readonly widthHz: number;
}

/** Resonances of the vowel ("uh" of a tall man). */
export const FORMANTS: readonly Resonance[] = [
  { hz: 650, widthHz: 80 },
  { hz: 1250, widthHz: 90 },
  { hz: 2500, widthHz: 130 },
  { hz: 3400, widthHz: 170 },
];

/** All resonances higher by a factor. */
export const movedFormants = (factor: number): Resonance[] =>
  FORMANTS.map(({ hz, widthHz }) => ({ hz: hz * factor, widthHz: widthHz * factor }));

/** Where the vowel's pitch begins, Hz. */
export const VOWEL_F0 = [100, 190] as const;
const SECONDS = 1.5;
const GLIDE = 0.3;

/** Pitch at a time, Hz: it rises by 30 % over the vowel. */
export const vowelF0At = (f0: number, seconds: number): number => f0 * (1 + (GLIDE * seconds) / SECONDS);

/** Pulses through four resonators; pulses fall between samples and are shared by the two next to them. */
export function makeVowel(f0: number, formants = FORMANTS): Float32Array {
  let data: Float32Array = new Float32Array(Math.round(SECONDS * RATE));
  for (let seconds = 0.005; seconds * RATE < data.length - 2; seconds += periodAfter(f0, seconds)) {
    const at = Math.floor(seconds * RATE);
    const part = seconds * RATE - at;
    data[at]! += 1 - part;
    data[at + 1]! += part;
  }
  for (const { hz, widthHz } of formants) data = resonate(data, hz, widthHz);
  return withPeak(data);
}

/** The pitch of a period is that of its middle. */
function periodAfter(f0: number, seconds: number): number {
  const about = 1 / vowelF0At(f0, seconds);
  return 1 / vowelF0At(f0, seconds + about / 2);
}

function resonate(data: Float32Array, hz: number, widthHz: number): Float32Array {
  const radius = Math.exp((-Math.PI * widthHz) / RATE);
  const a1 = 2 * radius * Math.cos((2 * Math.PI * hz) / RATE);
  const a2 = -radius * radius;
  let [last, lastButOne] = [0, 0];
  return data.map((value) => {
    const next = (1 - a1 - a2) * value + a1 * last + a2 * lastButOne;
    lastButOne = last;
    last = next;
    return next;
  });
}
