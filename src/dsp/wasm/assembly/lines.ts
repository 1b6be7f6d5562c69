import { numbersAddress, resultsAddress, samplesAddress } from './samples';

// Gains on straight lines: `gain` at sample -offset, `slope` more with each sample. Sums are added one by one, so that
// it makes no difference where a step is cut.

/**
 * Multiplies samples `from` … `to` of the first or the second channel, which is the second space, by a line.
 * @returns `energy` and that of the input
 */
export function ride(channel: i32, from: i32, to: i32, gain: f64, slope: f64, offset: i32, energy: f64): f64 {
  const base = channel === 0 ? samplesAddress() : resultsAddress();
  let sum = energy;
  for (let n = from; n < to; n++) {
    const at = base + (<usize>n << 2);
    const x = <f64>load<f32>(at);
    sum += x * x;
    store<f32>(at, <f32>(x * (gain + slope * <f64>(offset + n))));
  }
  return sum;
}

/** Adds a line less 1 times the band in the second space; two numbers get the energies of the sound and of the band. */
export function shelve(from: i32, to: i32, gain: f64, slope: f64, offset: i32): void {
  const second = resultsAddress() - samplesAddress();
  let whole = load<f64>(numbersAddress());
  let high = load<f64>(numbersAddress(), 8);
  for (let n = from; n < to; n++) {
    const at = samplesAddress() + (<usize>n << 2);
    const x = <f64>load<f32>(at);
    const y = <f64>load<f32>(at + second);
    whole += x * x;
    high += y * y;
    store<f32>(at, <f32>(x + (gain - 1 + slope * <f64>(offset + n)) * y));
  }
  store<f64>(numbersAddress(), whole);
  store<f64>(numbersAddress(), high, 8);
}

/** Writes a line to the second space. @returns `energy` and that of the first */
export function drawLine(from: i32, to: i32, gain: f64, slope: f64, offset: i32, energy: f64): f64 {
  const second = resultsAddress() - samplesAddress();
  let sum = energy;
  for (let n = from; n < to; n++) {
    const at = samplesAddress() + (<usize>n << 2);
    const x = <f64>load<f32>(at);
    sum += x * x;
    store<f32>(at + second, <f32>(gain + slope * <f64>(offset + n)));
  }
  return sum;
}
