import { describe, expect, it } from 'vitest';
import { createRandom } from '../random.js';
import { AttackFinder } from './attack-finder.js';
import { StepEnergies } from './step-energies.js';

const RATE = 44_100;

/** Noise bursts that die away in 5 ms, in hiss 60 dB below. */
function bursts(at: readonly number[], length: number, seed = 1): Float32Array {
  const random = createRandom(seed);
  const samples = Float32Array.from({ length }, () => 0.001 * (random() - 0.5));
  for (const start of at) {
    for (let n = 0; n < 2000; n++) samples[start + n]! += (random() - 0.5) * Math.exp(-n / 220);
  }
  return samples;
}

function findIn(channels: readonly Float32Array[], chunk: number, leastRiseDb = 12): AttackFinder {
  const energies = new StepEnergies(channels.length, RATE);
  const finder = new AttackFinder(energies.stepLength, leastRiseDb);
  for (let n = 0; n < channels[0]!.length; n += chunk) {
    finder.push(energies.push(channels.map((samples) => samples.subarray(n, n + chunk))).differences);
  }
  finder.end();
  return finder;
}

describe('AttackFinder', () => {
  it('finds where bursts begin, to half a millisecond', () => {
    const at = [9000, 20_000, 23_500, 60_123];
    const attacks = findIn([bursts(at, 80_000)], 4096).attacks.slice(1); // the hiss begins, too
    expect(attacks).toHaveLength(at.length);
    attacks.forEach((attack, i) => {
      expect(Math.abs(attack - at[i]!)).toBeLessThan(0.000_5 * RATE);
    });
  });
  it('finds nothing in silence, in a steady tone and in steady noise', () => {
    const random = createRandom(3);
    const tone = Float32Array.from({ length: RATE }, (_, n) => Math.sin(n / 20));
    const noise = Float32Array.from({ length: RATE }, () => random() - 0.5);
    for (const samples of [new Float32Array(RATE), tone.subarray(0, RATE), noise]) {
      const inside = findIn([samples], 1000).attacks.filter((attack) => attack > 2000);
      expect(inside).toEqual([]);
    }
  });
  it('finds the same however the sound is cut, and in channels that cancel each other', () => {
    const samples = bursts([5000, 12_000, 30_000], 40_000);
    const whole = findIn([samples], 40_000).attacks;
    for (const chunk of [1, 7, 500, 4096]) expect(findIn([samples], chunk).attacks).toEqual(whole);
    expect(findIn([samples, samples.map((x) => -x)], 777).attacks).toEqual(whole);
  });
  it('never finds an attack before what it said is known', () => {
    const samples = bursts([5000, 5900, 12_000, 12_400, 30_000], 40_000);
    const energies = new StepEnergies(1, RATE);
    const finder = new AttackFinder(energies.stepLength, 6);
    let [known, count] = [0, 0];
    for (let n = 0; n < samples.length; n += 300) {
      finder.push(energies.push([samples.subarray(n, n + 300)]).differences);
      for (const attack of finder.attacks.slice(count)) expect(attack).toBeGreaterThanOrEqual(known);
      count = finder.attacks.length;
      expect(finder.knownUntil).toBeGreaterThanOrEqual(known);
      known = finder.knownUntil;
    }
  });
});
