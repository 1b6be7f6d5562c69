import type { Random } from '../../src/dsp/types.js';
import { BANDS, INPUTS } from './features.js';
import { type Frames, readInput } from './frames.js';
import {
  addGradient,
  emptyNetwork,
  forward,
  gaussian,
  type Network,
  newNetwork,
  parametersOf,
} from './network.js';

/** How to train. */
export interface TrainOptions {
  readonly units: number;
  /** Times every frame is learnt from. */
  readonly epochs: number;
  readonly random: Random;
  /** Called after every epoch with the mean loss in nats. */
  readonly onEpoch: (epoch: number, loss: number) => void;
}

const BATCH = 1024;
const FIRST_RATE = 2e-3;
const LAST_RATE = 0.02; // of the first, at the end of half a cosine
const DECAY = 1e-5;
const ONSET_WEIGHT = 1.5; // onsets are rarer than vowels
const JITTER = 0.05; // of every input, and …
const LEVEL_JITTER = 0.1; // … of all of them together: 1 and 2 dB
const NOISE_TABLE = 2 ** 16;

/** Trains a network with Adam. @see Kingma & Ba, ICLR 2015 */
export function train(frames: Frames, { units, epochs, random, onEpoch }: TrainOptions): Network {
  const net = newNetwork(units, random);
  const step = createAdam(net);
  const noise = Float32Array.from({ length: NOISE_TABLE }, () => gaussian(random));
  const order = Int32Array.from({ length: frames.count }, (_, t) => t);
  for (let epoch = 0; epoch < epochs; epoch++) {
    shuffle(order, random);
    const rate = FIRST_RATE * (0.5 * (1 + Math.cos((Math.PI * epoch) / epochs)) + LAST_RATE);
    let [loss, batches] = [0, 0];
    for (let from = 0; from < order.length; from += BATCH) {
      const gradient = emptyNetwork(units);
      loss += learnBatch(net, gradient, frames, order.subarray(from, from + BATCH), noise, random);
      step(gradient, rate);
      batches++;
    }
    onEpoch(epoch, loss / batches);
  }
  return net;
}

/** Sums the gradient of a batch, divided by its size. @returns the mean loss */
function learnBatch(
  net: Network,
  gradient: Network,
  frames: Frames,
  batch: Int32Array,
  noise: Float32Array,
  random: Random,
): number {
  const [input, units, out] = [new Float32Array(INPUTS), new Float32Array(net.units), new Float32Array(2)];
  let loss = 0;
  for (const t of batch) {
    readInput(frames, t, input);
    const level = LEVEL_JITTER * gaussian(random);
    const start = Math.floor(random() * NOISE_TABLE);
    for (let i = 0; i < INPUTS; i++) input[i]! += level + JITTER * noise[(start + i) % NOISE_TABLE]!;
    forward(net, input, units, out);
    const [vowel, onset] = [frames.truth[2 * t]!, frames.truth[2 * t + 1]!];
    loss += 0.5 * (crossEntropy(vowel, out[0]!) + crossEntropy(onset, out[1]!));
    const share = 1 / batch.length;
    addGradient(net, gradient, input, units, [
      (out[0]! - vowel) * share,
      (out[1]! - onset) * share * ONSET_WEIGHT,
    ]);
  }
  return loss / batch.length;
}

const crossEntropy = (truth: number, p: number): number =>
  -(truth * Math.log(p + 1e-7) + (1 - truth) * Math.log(1 - p + 1e-7));

/** @returns a function that moves the weights of `net` down a gradient */
function createAdam(net: Network): (gradient: Network, rate: number) => void {
  const [keepMean, keepSquare] = [0.9, 0.998];
  const means = parametersOf(emptyNetwork(net.units));
  const squares = parametersOf(emptyNetwork(net.units));
  let steps = 0;
  return (gradient, rate) => {
    steps++;
    const meanScale = 1 / (1 - keepMean ** steps);
    const squareScale = 1 / (1 - keepSquare ** steps);
    parametersOf(gradient).forEach((slopes, p) => {
      const [weights, mean, square] = [parametersOf(net)[p]!, means[p]!, squares[p]!];
      for (let i = 0; i < weights.length; i++) {
        const slope = slopes[i]! + DECAY * weights[i]!;
        mean[i]! += (1 - keepMean) * (slope - mean[i]!);
        square[i]! += (1 - keepSquare) * (slope * slope - square[i]!);
        weights[i]! -= (rate * mean[i]! * meanScale) / (Math.sqrt(square[i]! * squareScale) + 1e-8);
      }
    });
  };
}

/** Fisher and Yates. */
function shuffle(order: Int32Array, random: Random): void {
  for (let n = order.length - 1; n > 0; n--) {
    const other = Math.floor(random() * (n + 1));
    [order[n], order[other]] = [order[other]!, order[n]!];
  }
}

/** Both curves of every frame, as `vowelCurves` would give them for each clip. */
export function predict(net: Network, frames: Frames): { vowel: Float32Array; onset: Float32Array } {
  const [input, units, out] = [new Float32Array(INPUTS), new Float32Array(net.units), new Float32Array(2)];
  const [vowel, onset] = [new Float32Array(frames.count), new Float32Array(frames.count)];
  for (let t = 0; t < frames.mel.length / BANDS; t++) {
    readInput(frames, t, input);
    forward(net, input, units, out);
    [vowel[t], onset[t]] = [out[0]!, out[1]!];
  }
  return { vowel, onset };
}
