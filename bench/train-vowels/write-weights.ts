import { INPUTS } from './features.js';
import type { Network } from './network.js';

/** A network whose hidden weights are what is left of them in 8 bits, and those bits. */
export interface PackedNetwork {
  readonly network: Network;
  readonly packed: Int8Array;
  /** What a unit's row of `packed` is to be multiplied by. */
  readonly scale: Float32Array;
}

/** Rounds every unit's row of weights to 8 bits. */
export function pack(net: Network): PackedNetwork {
  const scale = new Float32Array(net.units);
  const packed = new Int8Array(net.hidden.length);
  for (let unit = 0; unit < net.units; unit++) {
    const row = net.hidden.subarray(unit * INPUTS, (unit + 1) * INPUTS);
    scale[unit] = row.reduce((most, w) => Math.max(most, Math.abs(w)), 1e-12) / 127;
    for (let i = 0; i < INPUTS; i++) packed[unit * INPUTS + i] = Math.round(row[i]! / scale[unit]!);
  }
  const hidden = Float32Array.from(packed, (w, i) => w * scale[Math.floor(i / INPUTS)]!);
  return { network: { ...net, hidden }, packed, scale };
}

const base64 = (array: Int8Array | Float32Array): string =>
  Buffer.from(array.buffer, array.byteOffset, array.byteLength).toString('base64');

/** The text of src/dsp/vowel-weights.ts. */
export function weightsFile({ network, packed, scale }: PackedNetwork): string {
  return `/**
 * Weights of the vowel detector in vowel-net.ts, made by \`bench/train-vowels\` from synthetic speech; little-endian,
 * base64. \`hidden\` holds one row of int8 per hidden unit, to be multiplied by that unit's scale.
 */
export const VOWEL_WEIGHTS = {
  hiddenUnits: ${network.units},
  inputs: ${INPUTS},
  hidden: \`${base64(packed)}\`,
  hiddenScale: \`${base64(scale)}\`,
  hiddenBias: \`${base64(network.hiddenBias)}\`,
  output: \`${base64(network.output)}\`,
  outputBias: \`${base64(network.outputBias)}\`,
} as const;
`;
}

/** The other way round: the network in a weights file. */
export function unpack(weights: {
  readonly hiddenUnits: number;
  readonly hidden: string;
  readonly hiddenScale: string;
  readonly hiddenBias: string;
  readonly output: string;
  readonly outputBias: string;
}): Network {
  const bytes = (text: string): ArrayBuffer => Uint8Array.from(Buffer.from(text, 'base64')).buffer;
  const floats = (text: string): Float32Array => new Float32Array(bytes(text));
  const scale = floats(weights.hiddenScale);
  return {
    units: weights.hiddenUnits,
    hidden: Float32Array.from(
      new Int8Array(bytes(weights.hidden)),
      (w, i) => w * scale[Math.floor(i / INPUTS)]!,
    ),
    hiddenBias: floats(weights.hiddenBias),
    output: floats(weights.output),
    outputBias: floats(weights.outputBias),
  };
}
