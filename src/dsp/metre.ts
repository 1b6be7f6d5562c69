import { trackPulse } from './beat.js';
import type { Chromagram } from './chroma.js';
import { barFits, SLOTS_PER_BAR, slotAccents } from './downbeat.js';
import type { BandedFlux } from './spectral-flux.js';
import { measureRepetition, type Repetition, type TempoCandidate, tempoCandidates } from './tempo.js';

const SLOWEST_BPM = 45;
const FASTEST_BPM = 210;
const SAME_TEMPO = 0.04; // tempi closer than this are one
const REPETITION_WEIGHT = 0.3;
const TAPPED_FAST_WEIGHT = 0.25;
const USUAL_TEMPO_BPM = 100;
const FAST_COST = 0.2; // per squared octave above the usual tempo
const SLOW_COST = 0.5; // below it: hardly anything is tapped at 50
const SCORE_SCALE = 0.15; // difference of scores that makes a tempo e times less likely
const LONGEST_SECONDS = 180; // of music that the choice of a tempo needs

/**
 * Ranks the tempi that people could tap, by tracking each one and looking whether its bars have the accents of a usual
 * bar, how well they repeat, and how usual the tempo is.
 *
 * @returns the likeliest first, its score 1, the others relative to it; empty where nothing repeats
 */
export function rankTempi(flux: BandedFlux): TempoCandidate[] {
  const part = excerpt(flux);
  const repeats = measureRepetition(part.activation, part.framesPerSecond);
  const ranked = tappableTempi(repeats).map((tempoBpm) => {
    const octaves = Math.log2(tempoBpm / USUAL_TEMPO_BPM);
    const cost = (octaves > 0 ? FAST_COST : SLOW_COST) * octaves * octaves;
    const repetition = REPETITION_WEIGHT * Math.max(0, repeats(tempoBpm));
    return { tempoBpm, score: fitOf(part, tempoBpm) + repetition - cost };
  });
  ranked.sort((one, other) => other.score - one.score);
  const best = ranked[0]?.score ?? 0;
  return ranked.map(({ tempoBpm, score }) => ({ tempoBpm, score: Math.exp((score - best) / SCORE_SCALE) }));
}

/** How well bars fit at best, with a share of how well bars of half the length would that begin at the same place. */
function fitOf(flux: BandedFlux, tempoBpm: number): number {
  const { activation, framesPerSecond } = flux;
  const pulses = trackPulse(activation, { framesPerSecond, tempoBpm });
  const fast = barFits(slotAccents(flux, pulses, 8));
  const fits = barFits(slotAccents(flux, pulses));
  return Math.max(...fits.map((fit, slot) => fit + TAPPED_FAST_WEIGHT * fast[(2 * slot) % SLOTS_PER_BAR]!));
}

/** The middle of a long piece. */
function excerpt(flux: BandedFlux): BandedFlux {
  const frames = flux.activation.length;
  const most = Math.round(LONGEST_SECONDS * flux.framesPerSecond);
  if (frames <= most) return flux;
  const start = (frames - most) >> 1;
  const cut = (values: Float32Array): Float32Array => values.subarray(start, start + most);
  return {
    framesPerSecond: flux.framesPerSecond,
    activation: cut(flux.activation),
    lowAccent: cut(flux.lowAccent),
    snapAccent: cut(flux.snapAccent),
  };
}

/** Tempi that repeat, and their doubles and halves, which may repeat less well but be what people tap. */
function tappableTempi(repeats: Repetition): number[] {
  const range = { minTempoBpm: SLOWEST_BPM, maxTempoBpm: FASTEST_BPM };
  const found = tempoCandidates(repeats, range).map(({ tempoBpm }) => tempoBpm);
  const all: number[] = [];
  for (const tempo of found.concat(found.flatMap((tempo) => [2 * tempo, tempo / 2]))) {
    const isNew = !all.some((other) => Math.abs(other / tempo - 1) < SAME_TEMPO);
    if (isNew && tempo >= SLOWEST_BPM && tempo <= FASTEST_BPM) all.push(tempo);
  }
  return all;
}

/** What {@link barPlaces} listens to. */
export interface BarEvidence {
  readonly flux: BandedFlux;
  /** Harmony of the same piece. */
  readonly chroma: Chromagram;
  /** Where the first sound begins, on the flux's clock. */
  readonly firstSoundSeconds: number;
}

const FAST_WEIGHT = 0.5; // of the fit at twice the tempo
const SLOW_WEIGHT = 0.3; // of the fit at half of it
const HARMONY_WEIGHT = 0.15;
const LEAST_HARMONY_SPREAD = 0.05; // of cosine distance between slots: less is the noise of drums, not harmony
// Most pieces start on a beat, and most of those on the first of a bar. A lift of one eighth has less evidence for it
// than any drum pattern against it.
const FIRST_BEAT_BONUS = 0.12;
const FIRST_BAR_BONUS = 0.08;

/**
 * Judges each of the sixteen slots of a bar as the place where bars begin: by the accents at this tempo, at its double
 * and its half, by changes of harmony, and by where the piece starts.
 *
 * @param beats on the flux's clock, shape [beats], seconds; they may be off-beats or sixteenths beside the beat
 * @returns shape [16], entry n: bars begin n sixteenths after the first beat; larger is likelier
 */
export function barPlaces(
  beats: Float64Array,
  { flux, chroma, firstSoundSeconds }: BarEvidence,
): Float64Array {
  const usual = barFits(slotAccents(flux, beats, 4));
  const fast = barFits(slotAccents(flux, beats, 8));
  const slow = barFits(slotAccents(flux, beats, 2));
  const harmony = harmonyFits(chroma, beats);
  const first = slotOf(beats, firstSoundSeconds);
  return usual.map((fit, slot) => {
    const half = slot % 2 === 0 ? Math.max(slow[slot / 2]!, slow[slot / 2 + SLOTS_PER_BAR / 2]!) : 0;
    const onBeat = first % 4 === slot % 4 ? 1 : 0;
    const onBar = first % SLOTS_PER_BAR === slot ? 1 : 0;
    return (
      fit +
      FAST_WEIGHT * fast[(2 * slot) % SLOTS_PER_BAR]! +
      SLOW_WEIGHT * half +
      HARMONY_WEIGHT * harmony[slot]! +
      FIRST_BEAT_BONUS * onBeat +
      FIRST_BAR_BONUS * onBar
    );
  });
}

/** Nearest sixteenth to a time, counted from the first beat; the beats go on evenly before it. */
function slotOf(beats: Float64Array, seconds: number): number {
  let beat = 0;
  while (beat + 2 < beats.length && beats[beat + 1]! <= seconds) beat++;
  const period = (beats[beat + 1] ?? beats[beat]! + 0.5) - beats[beat]!;
  const slot = Math.round(4 * (beat + (seconds - beats[beat]!) / period));
  return ((slot % SLOTS_PER_BAR) + SLOTS_PER_BAR) % SLOTS_PER_BAR;
}

/** How much more the harmony changes at each slot of the bar than at others, about −1 to 3; shape [16]. */
function harmonyFits(chroma: Chromagram, beats: Float64Array): Float64Array {
  const counts = new Float64Array(SLOTS_PER_BAR);
  const sums = new Float64Array(SLOTS_PER_BAR);
  const squares = new Float64Array(SLOTS_PER_BAR);
  for (let s = 8; s + 12 < beats.length * 4; s++) {
    // two beats to each side hold a kick and a snare both, so that these do not look like chords
    const [before, at, after] = [-8, 0, 8].map((d) => timeOfSlot(beats, s + d)) as [number, number, number];
    const change = 1 - similarity(meanChroma(chroma, before, at), meanChroma(chroma, at, after));
    counts[s % SLOTS_PER_BAR]! += 1;
    sums[s % SLOTS_PER_BAR]! += change;
    squares[s % SLOTS_PER_BAR]! += change * change;
  }
  const means = sums.map((sum, slot) => sum / Math.max(1, counts[slot]!));
  // what the means would differ by if every slot were like the others
  const noise = average(
    squares.map((sum, slot) => (sum / counts[slot]! - means[slot]! ** 2) / counts[slot]!),
  );
  const mean = average(means);
  const variance = average(means.map((value) => (value - mean) ** 2));
  const reliable = variance > noise ? 1 - noise / variance : 0; // also 0 for a piece too short to say
  return means.map(
    (value) => (reliable * (value - mean)) / Math.max(Math.sqrt(variance), LEAST_HARMONY_SPREAD),
  );
}

const average = (values: Float64Array): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

function timeOfSlot(beats: Float64Array, slot: number): number {
  const beat = Math.min(beats.length - 2, slot >> 2);
  return beats[beat]! + ((slot - 4 * beat) / 4) * (beats[beat + 1]! - beats[beat]!);
}

function meanChroma(
  { data, frames, framesPerSecond }: Chromagram,
  fromSeconds: number,
  toSeconds: number,
): Float64Array {
  const mean = new Float64Array(12);
  const from = Math.max(0, Math.round(fromSeconds * framesPerSecond));
  const to = Math.min(frames, Math.max(from + 1, Math.round(toSeconds * framesPerSecond)));
  for (let t = from; t < to; t++) for (let c = 0; c < 12; c++) mean[c]! += data[t * 12 + c]!;
  return mean;
}

/** Cosine, 0 to 1; 1 where one side is silent, as silence is no change of harmony. */
function similarity(a: Float64Array, b: Float64Array): number {
  let [ab, aa, bb] = [0, 0, 0];
  for (let n = 0; n < a.length; n++) {
    ab += a[n]! * b[n]!;
    aa += a[n]! * a[n]!;
    bb += b[n]! * b[n]!;
  }
  return aa * bb > 0 ? ab / Math.sqrt(aa * bb) : 1;
}
