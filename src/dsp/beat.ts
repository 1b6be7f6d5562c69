/** What {@link trackPulse} needs besides the activation. */
export interface PulseOptions {
  /** Frames per second of the activation, > 0. */
  readonly framesPerSecond: number;
  /** Expected tempo in beats per minute, > 0. */
  readonly tempoBpm: number;
  /** How far the momentary tempo may stray from the expected one, as a share of it, 0 to 0.5. @default 0.12 */
  readonly tolerance?: number | undefined;
  /** How unwilling the tempo is to change from beat to beat, > 0. @default 100 */
  readonly steadiness?: number | undefined;
}

const STEADINESS = 100; // madmom's transition_lambda
const BEAT_SHARE = 16; // the first 1/16 of a beat should hold its onset
const LEAST = 0.02; // probability of a beat where nothing sounds: beats may be silent
const MOST = 0.98;
const NO_BEAT = 255; // in place of the length of the beat before, where there is none
const MOST_CHANGE = 0.1; // from beat to beat, as a share of its length

/**
 * Finds the most likely beats of an onset activation around an expected tempo: the bar-pointer model solved beat by
 * beat. Its states (position within a beat, length of that beat) move on frame by frame with certainty, so only the
 * frames where a beat begins need a decision, and the score of a whole beat follows from running sums.
 *
 * @param activation likelihood of a beat per frame, shape [frames], 0 to 1
 * @returns beats in seconds, rising; each lies up to 1/16 of a beat before its onset
 * @throws {RangeError} if an option is out of its range, or the tempo is so slow that more than 254 lengths are possible
 * @see Krebs, Böck & Widmer, "An efficient state-space model for joint tempo and meter tracking", ISMIR 2015
 */
export function trackPulse(activation: Float32Array, options: PulseOptions): Float64Array {
  const { framesPerSecond, tempoBpm, tolerance = 0.12, steadiness = STEADINESS } = options;
  if (!(framesPerSecond > 0 && tempoBpm > 0))
    throw new RangeError('framesPerSecond and tempoBpm must be > 0');
  if (!(tolerance >= 0 && tolerance <= 0.5))
    throw new RangeError(`tolerance must be 0 to 0.5, got ${tolerance}`);
  // [frames/s]·[60 s/min]/[beats/min] = [frames/beat]
  const period = (framesPerSecond * 60) / tempoBpm;
  const shortest = Math.max(2, Math.floor(period / (1 + tolerance)));
  const longest = Math.max(shortest, Math.ceil(period * (1 + tolerance)));
  if (longest - shortest >= NO_BEAT) throw new RangeError(`${tempoBpm} BPM is too slow for that tolerance`);
  const lattice = createLattice(activation, shortest, longest);
  const changes = tempoChanges(shortest, longest, steadiness);
  const from = decideForward(lattice, changes);
  return Float64Array.from(followBack(lattice, from), (frame) => frame / framesPerSecond);
}

interface Lattice {
  readonly frames: number;
  readonly shortest: number;
  readonly longest: number;
  /** Best score of any path on which a beat of length (shortest + i) begins in this frame; ring of `longest` frames. */
  readonly scores: Float64Array;
  /** Running sum of log p(frame | beat begins) / p(frame | no beat), shape [frames + 1]. */
  readonly gain: Float64Array;
  /** Running sum of log p(frame | no beat), shape [frames + 1]. */
  readonly offBeat: Float64Array;
}

function createLattice(activation: Float32Array, shortest: number, longest: number): Lattice {
  const frames = activation.length;
  const gain = new Float64Array(frames + 1);
  const offBeat = new Float64Array(frames + 1);
  for (let t = 0; t < frames; t++) {
    const p = Math.min(MOST, Math.max(LEAST, activation[t]!));
    const quiet = Math.log((1 - p) / (BEAT_SHARE - 1));
    gain[t + 1] = gain[t]! + Math.log(p) - quiet;
    offBeat[t + 1] = offBeat[t]! + quiet;
  }
  const scores = new Float64Array(longest * (longest - shortest + 1));
  return { frames, shortest, longest, scores, gain, offBeat };
}

/**
 * Log-likelihood of the frames of one beat of `length` frames that begins in frame `start`, cut at the end. Its
 * middle may hold an onset as well as its start: were it held against the beat, loud off-beats would make the track
 * jump by half a beat. Which of the two is the beat is decided later, by the whole piece.
 */
function beatScore({ frames, gain, offBeat }: Lattice, start: number, length: number): number {
  const share = Math.max(1, Math.round(length / BEAT_SHARE));
  const end = Math.min(frames, start + length);
  const middle = Math.min(frames, start + (length >> 1));
  const score = offBeat[end]! - offBeat[start]!;
  const atStart = gain[Math.min(frames, start + share)]! - gain[start]!;
  const atMiddle = gain[Math.min(frames, middle + share)]! - gain[middle]!;
  return score + atStart + atMiddle;
}

/** Log-probabilities of going from length i to length j, shape [lengths, lengths]. */
function tempoChanges(shortest: number, longest: number, steadiness: number): Float64Array {
  const count = longest - shortest + 1;
  const logs = new Float64Array(count * count);
  for (let i = 0; i < count; i++) {
    let sum = 0;
    for (let j = 0; j < count; j++)
      sum += Math.exp(-steadiness * Math.abs((shortest + j) / (shortest + i) - 1));
    for (let j = 0; j < count; j++) {
      logs[i * count + j] = -steadiness * Math.abs((shortest + j) / (shortest + i) - 1) - Math.log(sum);
    }
  }
  return logs;
}

/** @returns for each frame and length the index of the previous beat's length, shape [frames, lengths]; or NO_BEAT */
function decideForward(lattice: Lattice, changes: Float64Array): Uint8Array {
  const { frames, shortest, longest, scores, offBeat } = lattice;
  const count = longest - shortest + 1;
  const from = new Uint8Array(frames * count).fill(NO_BEAT);
  const arriving = new Float64Array(count);
  // a beat this much longer or shorter than the last one is as good as impossible
  const reach = Math.max(1, Math.ceil(MOST_CHANGE * longest));
  for (let t = 0; t < frames; t++) {
    for (let i = 0; i < count; i++) {
      const start = t - shortest - i;
      arriving[i] =
        start < 0
          ? -Infinity
          : scores[(start % longest) * count + i]! + beatScore(lattice, start, shortest + i);
    }
    for (let j = 0; j < count; j++) {
      // the piece may begin within a beat, whose onset then lies before it
      let best = t < shortest + j ? offBeat[t]! : -Infinity;
      const last = Math.min(count - 1, j + reach);
      for (let i = Math.max(0, j - reach); i <= last; i++) {
        const score = arriving[i]! + changes[i * count + j]!;
        if (score > best) {
          best = score;
          from[t * count + j] = i;
        }
      }
      scores[(t % longest) * count + j] = best;
    }
  }
  return from;
}

/** @returns frames, rising */
function followBack(lattice: Lattice, from: Uint8Array): number[] {
  const { frames, shortest, longest, scores } = lattice;
  const count = longest - shortest + 1;
  let best = -Infinity;
  let frame = -1;
  let index = 0;
  for (let t = Math.max(0, frames - longest); t < frames; t++) {
    for (let j = 0; j < count; j++) {
      if (t + shortest + j < frames) continue; // another beat would have to follow
      const score = scores[(t % longest) * count + j]! + beatScore(lattice, t, shortest + j);
      if (score > best) [best, frame, index] = [score, t, j];
    }
  }
  const beats: number[] = [];
  while (frame >= 0) {
    beats.push(frame);
    const previous = from[frame * count + index]!;
    if (previous === NO_BEAT) break;
    frame -= shortest + previous;
    index = previous;
  }
  return beats.reverse();
}
