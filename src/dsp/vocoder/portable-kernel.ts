import { RealFft } from '../fft.js';
import type { FrameKernel, KernelShape } from './frame-kernel.js';
import { frameWindow, overlapGains } from './frame-window.js';
import { commonDelay, createPartials } from './partials.js';
import { findPeaks } from './peaks.js';

/** What rises by more than 6 dB at an attack belongs to it. */
const NEW_POWER = 4;

interface Spectrum {
  readonly re: Float64Array;
  readonly im: Float64Array;
}
/** A frame as it was heard, every channel of it. */
type Heard = readonly Spectrum[];

/** {@link FrameKernel} in double precision, over fft.js; every other kernel is held to it. */
export class PortableKernel implements FrameKernel {
  readonly input: readonly Float32Array[];
  readonly output: readonly Float32Array[];
  readonly power: Float64Array;
  readonly timbre: Float64Array;
  readonly #shape: KernelShape;
  readonly #fft: RealFft;
  readonly #window: Float64Array;
  readonly #gains: Float64Array;
  readonly #slice: Float64Array;
  readonly #sums: readonly Float64Array[];
  #now: Heard;
  #last: Heard;
  readonly #aside: Heard;
  readonly #turned: Spectrum;
  /** How every bin of the last frame was turned. */
  readonly #turn: Spectrum;
  readonly #power: Float64Array;
  readonly #powerAfter: Float64Array;
  /** What every bin of the frame is weighed with. */
  readonly #weights: Float64Array;
  readonly #isNew: Uint8Array;
  readonly #tops: Int32Array;
  readonly #ends: Int32Array;
  readonly #partials;

  constructor(shape: KernelShape) {
    const { channelCount, windowLength, hopLength, fftLength, windowPower } = shape;
    const bins = fftLength / 2 + 1;
    const channels = <T>(make: () => T): T[] => Array.from({ length: channelCount }, make);
    const heard = (): Heard => channels(() => createSpectrum(bins));
    this.#shape = shape;
    this.input = channels(() => new Float32Array(windowLength));
    this.output = channels(() => new Float32Array(hopLength));
    this.#fft = new RealFft(fftLength);
    this.#window = frameWindow(windowLength, windowPower);
    this.#gains = overlapGains(this.#window, hopLength);
    this.#slice = new Float64Array(fftLength);
    this.#sums = channels(() => new Float64Array(windowLength));
    this.#now = heard();
    this.#last = heard();
    this.#aside = heard();
    this.#turned = createSpectrum(bins);
    this.#turn = createSpectrum(bins);
    this.#power = new Float64Array(bins);
    this.#powerAfter = new Float64Array(bins);
    this.power = new Float64Array(shape.shapesTimbre ? bins : 0);
    this.timbre = new Float64Array(shape.shapesTimbre ? bins : 0).fill(1);
    this.#weights = new Float64Array(this.timbre.length);
    this.#isNew = new Uint8Array(bins);
    this.#tops = new Int32Array(bins);
    this.#ends = new Int32Array(bins);
    this.#partials = createPartials(bins);
    this.keepPhases();
  }

  hear(): void {
    [this.#now, this.#last] = [this.#last, this.#now];
    this.#analyse(this.#now);
    if (this.#shape.shapesTimbre) measurePower(this.#now, this.power);
  }

  hearHopBefore(): void {
    this.#analyse(this.#aside);
  }

  hearBeforeAttack(): void {
    this.#analyse(this.#aside);
    measurePower(this.#aside, this.#power);
  }

  hearAfterAttack(): void {
    this.#analyse(this.#aside);
    measurePower(this.#aside, this.#powerAfter);
    for (let k = 0; k < this.#isNew.length; k++) {
      this.#isNew[k] = this.#powerAfter[k]! > NEW_POWER * this.#power[k]! ? 1 : 0;
    }
  }

  hearWithoutAttack(): void {
    this.#analyse(this.#aside);
    this.#now.forEach((to, c) => {
      const from = this.#aside[c]!;
      for (let k = 0; k < to.re.length; k++) {
        if (this.#isNew[k] === 0) continue;
        to.re[k] = from.re[k]!;
        to.im[k] = from.im[k]!;
      }
    });
  }

  keepPhases(): void {
    this.#turn.re.fill(1);
    this.#turn.im.fill(0);
    this.#weights.set(this.timbre);
  }

  turn(distance: number, isInZone: boolean): void {
    measurePower(this.#now, this.#power);
    const count = findPeaks(this.#power, this.#shape.partialBins, this.#tops, this.#ends);
    if (distance > 0) this.#goOnFromLast(count, distance);
    else this.#goOnFromAside(count);
    if (isInZone) this.#leaveWhatIsNew(count);
    else if (this.#shape.pulses) this.#drawToOneDelay(count);
    const { cos, sin } = this.#partials;
    if (this.#tops[0] === 0) [cos[0], sin[0]] = [1, 0]; // what does not swing has no phase
    for (let i = 0, k = 0; i < count; i++) {
      for (; k < this.#ends[i]!; k++) {
        this.#turn.re[k] = cos[i]!;
        this.#turn.im[k] = sin[i]!;
        if (this.#shape.shapesTimbre) this.#weights[k] = this.timbre[this.#tops[i]!]!;
      }
    }
  }

  finish(): void {
    const half = this.#window.length / 2;
    this.#now.forEach((spectrum, c) => {
      rotate(spectrum, this.#turn, this.#turned);
      if (this.#shape.shapesTimbre) weigh(this.#turned, this.#weights);
      this.#fft.inverse(this.#turned.re, this.#turned.im, this.#slice);
      const [sums, output, window] = [this.#sums[c]!, this.output[c]!, this.#window];
      const behind = this.#slice.length - half;
      for (let n = 0; n < half; n++) {
        sums[n]! += this.#slice[behind + n]! * window[n]!;
        sums[half + n]! += this.#slice[n]! * window[half + n]!;
      }
      for (let n = 0; n < output.length; n++) output[n] = sums[n]! * this.#gains[n]!;
      sums.copyWithin(0, output.length);
      sums.fill(0, sums.length - output.length);
    });
  }

  /** With the middle of the window at time 0, so that what lies there has phase 0. */
  #analyse(heard: Heard): void {
    const [window, slice] = [this.#window, this.#slice];
    const half = window.length / 2;
    const behind = slice.length - half;
    heard.forEach(({ re, im }, c) => {
      const input = this.input[c]!;
      slice.fill(0, half, behind);
      for (let n = 0; n < half; n++) {
        slice[behind + n] = input[n]! * window[n]!;
        slice[n] = input[half + n]! * window[half + n]!;
      }
      this.#fft.forward(slice, re, im);
    });
  }

  /** The frequency measured between the last frame and this one, held for one hop. */
  #goOnFromLast(count: number, distance: number): void {
    const { fftLength, hopLength } = this.#shape;
    const { frequency, amplitude, cos, sin } = this.#partials;
    const excess = hopLength - distance;
    for (let i = 0; i < count; i++) {
      const k = this.#tops[i]!;
      const deviation = advance(this.#now, this.#last, k, distance, fftLength);
      const angle = binAngle(k * excess, fftLength) + (deviation * excess) / distance;
      const [c, s] = [Math.cos(angle), Math.sin(angle)];
      const [x, y] = [this.#turn.re[k]!, this.#turn.im[k]!];
      frequency[i] = binAngle(k, fftLength) + deviation / distance;
      amplitude[i] = Math.sqrt(this.#power[k]!);
      const length = Math.sqrt(x * x + y * y); // 1, but for what was rounded off over thousands of frames
      cos[i] = (x * c - y * s) / length;
      sin[i] = (x * s + y * c) / length;
    }
  }

  /** The phase written last against the one that sounded one hop before this frame. */
  #goOnFromAside(count: number): void {
    const { fftLength, hopLength } = this.#shape;
    const { frequency, amplitude, cos, sin } = this.#partials;
    for (let i = 0; i < count; i++) {
      const k = this.#tops[i]!;
      const deviation = advance(this.#now, this.#aside, k, hopLength, fftLength);
      // what was written last, of all channels, against what sounded one hop before: R · Σ last · conj(before)
      const [re, im] = product(this.#last, this.#aside, k);
      const [c, s] = [this.#turn.re[k]!, this.#turn.im[k]!];
      const [along, across] = [re * c - im * s, re * s + im * c];
      const length = Math.sqrt(along * along + across * across);
      frequency[i] = binAngle(k, fftLength) + deviation / hopLength;
      amplitude[i] = Math.sqrt(this.#power[k]!);
      cos[i] = length > 1e-30 ? along / length : 1;
      sin[i] = length > 1e-30 ? across / length : 0;
    }
  }

  #leaveWhatIsNew(count: number): void {
    for (let i = 0; i < count; i++) {
      if (this.#isNew[this.#tops[i]!] === 0) continue;
      this.#partials.cos[i] = 1;
      this.#partials.sin[i] = 0;
    }
  }

  #drawToOneDelay(count: number): void {
    const pulses = this.#shape.pulses!;
    let speaking = 0;
    while (speaking < count && this.#tops[speaking]! < pulses.bins) speaking++;
    const { delay, agreement } = commonDelay(this.#partials, speaking, pulses);
    const weight = pulses.pull * agreement;
    const { frequency, cos, sin } = this.#partials;
    for (let i = 0; i < count; i++) {
      const angle = frequency[i]! * delay;
      const [x, y] = [cos[i]! + weight * Math.cos(angle), sin[i]! + weight * Math.sin(angle)];
      const length = Math.sqrt(x * x + y * y);
      cos[i] = x / length;
      sin[i] = y / length;
    }
  }
}

const createSpectrum = (bins: number): Spectrum => ({
  re: new Float64Array(bins),
  im: new Float64Array(bins),
});

/** Radians by which a tone on bin 1 of a transform of `size` turns in `samples`, less whole turns. */
const binAngle = (samples: number, size: number): number => ((samples % size) * 2 * Math.PI) / size;

/** How far bin `k` turned in `distance` samples beyond what its own frequency makes of them, −π to π. */
function advance(now: Heard, before: Heard, k: number, distance: number, size: number): number {
  const [along, across] = product(now, before, k);
  const excess = Math.atan2(across, along) - binAngle(k * distance, size);
  return excess - 2 * Math.PI * Math.floor(excess / (2 * Math.PI) + 0.5);
}

/** Bin k of one frame times the conjugate of another's, over all channels: louder ones say more, none cancel. */
function product(now: Heard, before: Heard, k: number): [re: number, im: number] {
  let [re, im] = [0, 0];
  for (let c = 0; c < now.length; c++) {
    const [x, y] = [now[c]!.re[k]!, now[c]!.im[k]!];
    const [u, v] = [before[c]!.re[k]!, before[c]!.im[k]!];
    re += x * u + y * v;
    im += y * u - x * v;
  }
  return [re, im];
}

/** Of all channels together. */
function measurePower(heard: Heard, power: Float64Array): void {
  power.fill(0);
  for (const { re, im } of heard) {
    for (let k = 0; k < power.length; k++) power[k]! += re[k]! * re[k]! + im[k]! * im[k]!;
  }
}

function rotate({ re, im }: Spectrum, turn: Spectrum, out: Spectrum): void {
  for (let k = 0; k < re.length; k++) {
    out.re[k] = re[k]! * turn.re[k]! - im[k]! * turn.im[k]!;
    out.im[k] = re[k]! * turn.im[k]! + im[k]! * turn.re[k]!;
  }
}

function weigh({ re, im }: Spectrum, gains: Float64Array): void {
  for (let k = 0; k < re.length; k++) {
    re[k]! *= gains[k]!;
    im[k]! *= gains[k]!;
  }
}
