/** Rising edges of a sound: where something starts, to the millisecond. */
export interface Attacks {
  /** Shape [attacks], seconds, rising, at least 10 ms apart. */
  readonly seconds: Float64Array;
  /** How sudden and how loud each one is, shape [attacks], no unit, > 0; about 1 for a drum in a mix. */
  readonly strength: Float32Array;
}

const STEP_SECONDS = 0.001;
const AHEAD_STEPS = 4; // decay of the look ahead: a click lasts no longer
const BEHIND_STEPS = 12; // decay of the look back: longer than a period of a bass note's upper partials
const LOUDNESS_STEPS = 20; // a hit is as loud as its first 20 ms
const LEAST_RISE = 0.5; // in nats, 2 dB: less is the ripple of a held chord
const MOST_RISE = 4; // from silence everything rises without end
const APART_STEPS = 10;
const NOISE_FLOOR = 1e-5; // of the mean energy, -50 dB: nothing below it counts as a sound

/**
 * Finds rising edges by comparing the energy just after each millisecond with the energy just before it, in the
 * signal's difference: treble tells the time more sharply than bass. The result is the instant at which the sound
 * starts, not the instant at which it is loudest.
 *
 * @param samples mono, shape [length]
 * @param sampleRate samples per second, > 0; 16 kHz and more keep the millisecond
 * @throws {RangeError} if `sampleRate` is not > 0
 */
export function findAttacks(samples: Float32Array, sampleRate: number): Attacks {
  if (!(sampleRate > 0)) throw new RangeError(`sampleRate must be > 0, got ${sampleRate}`);
  const { snap, whole } = energyBySteps(samples, sampleRate);
  const floor = NOISE_FLOOR * mean(snap);
  if (!(floor > 1e-19)) return { seconds: new Float64Array(0), strength: new Float32Array(0) };
  const rise = riseOfEnergy(snap, floor);
  const loudness = energyAhead(whole, LOUDNESS_STEPS);
  const usual = mean(whole);
  const seconds: number[] = [];
  const strength: number[] = [];
  for (let t = 0; t < rise.length; t++) {
    if (rise[t]! < LEAST_RISE || !isPeak(rise, t)) continue;
    // a step begins on its first sample, somewhere within its millisecond
    seconds.push((t + 0.5) * STEP_SECONDS);
    strength.push((Math.min(2, (loudness[t]! / usual) ** 0.25) * Math.min(MOST_RISE, rise[t]!)) / MOST_RISE);
  }
  return { seconds: Float64Array.from(seconds), strength: Float32Array.from(strength) };
}

const mean = (values: Float32Array): number =>
  values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);

/** Energy of the samples, and of the differences between them, in steps of a millisecond; both shape [steps]. */
function energyBySteps(
  samples: Float32Array,
  sampleRate: number,
): { snap: Float32Array; whole: Float32Array } {
  const steps = Math.ceil(samples.length / sampleRate / STEP_SECONDS);
  const snap = new Float32Array(steps);
  const whole = new Float32Array(steps);
  const stepsPerSample = 1 / (sampleRate * STEP_SECONDS);
  let before = 0;
  for (let n = 0; n < samples.length; n++) {
    const sample = samples[n]!;
    const step = Math.floor(n * stepsPerSample);
    snap[step]! += (sample - before) * (sample - before);
    whole[step]! += sample * sample;
    before = sample;
  }
  return { snap, whole };
}

/** Energy from each step on, under an exponential of so many steps. */
function energyAhead(energy: Float32Array, decaySteps: number): Float32Array {
  const ahead = new Float32Array(energy.length);
  const keep = Math.exp(-1 / decaySteps);
  let sum = 0;
  for (let t = energy.length - 1; t >= 0; t--) {
    sum = keep * sum + (1 - keep) * energy[t]!;
    ahead[t] = sum;
  }
  return ahead;
}

/** Log of the energy that follows over the energy that went before, shape [steps]. */
function riseOfEnergy(energy: Float32Array, floor: number): Float32Array {
  const rise = energyAhead(energy, AHEAD_STEPS);
  const keep = Math.exp(-1 / BEHIND_STEPS);
  let sum = 0;
  for (let t = 0; t < energy.length; t++) {
    rise[t] = Math.log((rise[t]! + floor) / (sum + floor));
    sum = keep * sum + (1 - keep) * energy[t]!;
  }
  return rise;
}

function isPeak(values: Float32Array, t: number): boolean {
  const value = values[t]!;
  for (let k = 1; k <= APART_STEPS; k++) {
    if ((values[t - k] ?? 0) >= value || (values[t + k] ?? 0) > value) return false;
  }
  return true;
}
