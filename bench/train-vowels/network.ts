import type { Random } from '../../src/dsp/types.js';
import { INPUTS } from './features.js';

/** The two outputs: a vowel sounds, a vowel begins. */
export const OUTPUTS = 2;

/** Weights of the network: inputs → rectified units → two sigmoids. */
export interface Network {
  readonly units: number;
  /** Shape [units, INPUTS]. */
  readonly hidden: Float32Array;
  readonly hiddenBias: Float32Array;
  /** Shape [OUTPUTS, units]. */
  readonly output: Float32Array;
  readonly outputBias: Float32Array;
}

/** All weights, in one order. */
export const parametersOf = (net: Network): Float32Array[] => [
  net.hidden,
  net.hiddenBias,
  net.output,
  net.outputBias,
];

/** A network with nothing in it: for gradients and running means. */
export const emptyNetwork = (units: number): Network => ({
  units,
  hidden: new Float32Array(units * INPUTS),
  hiddenBias: new Float32Array(units),
  output: new Float32Array(OUTPUTS * units),
  outputBias: new Float32Array(OUTPUTS),
});

/** A network that knows nothing yet but that vowels are less than half of speech and onsets rare. */
export function newNetwork(units: number, random: Random): Network {
  const net = emptyNetwork(units);
  for (let i = 0; i < net.hidden.length; i++) net.hidden[i] = gaussian(random) / Math.sqrt(INPUTS);
  for (let i = 0; i < net.output.length; i++) net.output[i] = gaussian(random) / Math.sqrt(units);
  net.outputBias.set([-0.5, -2]);
  return net;
}

/** A normally distributed number (Box and Muller). */
export const gaussian = (random: Random): number =>
  Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());

/**
 * Runs the network.
 *
 * @param units overwritten with what the units give, for {@link addGradient}
 * @param out overwritten with the two probabilities
 */
export function forward(net: Network, input: Float32Array, units: Float32Array, out: Float32Array): void {
  for (let unit = 0; unit < net.units; unit++) {
    let sum = net.hiddenBias[unit]!;
    const row = unit * INPUTS;
    for (let i = 0; i < INPUTS; i++) sum += net.hidden[row + i]! * input[i]!;
    units[unit] = Math.max(0, sum);
  }
  for (let o = 0; o < OUTPUTS; o++) {
    let sum = net.outputBias[o]!;
    for (let unit = 0; unit < net.units; unit++) sum += net.output[o * net.units + unit]! * units[unit]!;
    out[o] = 1 / (1 + Math.exp(-sum));
  }
}

/**
 * Adds the gradient of one example to `gradient`.
 *
 * @param errors of the outputs before the sigmoid: probability − truth, weighted
 */
export function addGradient(
  net: Network,
  gradient: Network,
  input: Float32Array,
  units: Float32Array,
  errors: readonly [number, number],
): void {
  for (let o = 0; o < OUTPUTS; o++) gradient.outputBias[o]! += errors[o]!;
  for (let unit = 0; unit < net.units; unit++) {
    const value = units[unit]!;
    if (value <= 0) continue;
    const blame = errors[0] * net.output[unit]! + errors[1] * net.output[net.units + unit]!;
    gradient.output[unit]! += errors[0] * value;
    gradient.output[net.units + unit]! += errors[1] * value;
    gradient.hiddenBias[unit]! += blame;
    const row = unit * INPUTS;
    for (let i = 0; i < INPUTS; i++) gradient.hidden[row + i]! += blame * input[i]!;
  }
}
