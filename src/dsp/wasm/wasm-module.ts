import { WASM_BASE64 } from './wasm-binary.js';

/**
 * One instance of the WebAssembly in `assembly`: float32 arithmetic on arrays in a memory of its own, named by their
 * addresses in bytes. Addresses may be any, but those that are multiples of 16 are fastest, as `allocate` gives them.
 */
export interface WasmModule {
  /** Everything lives here. Whatever allocates may grow it, and then views made before are empty: make them last. */
  readonly memory: { readonly buffer: ArrayBuffer };
  /** Address of `bytes` zeroed bytes, a multiple of 64, never given back: drop the instance instead. */
  allocate(bytes: number): number;
  /**
   * Prepares transforms of real signals of `size` = 2^k or 3·2^k, 64 … 32768, in memory it allocates. A plan holds work
   * space, so it cannot be shared by threads; any number of plans live side by side.
   * @returns the plan the transforms want; 0 for any other size
   */
  initFft(size: number): number;
  /**
   * Spectrum of a real signal, unscaled: X_k = Σ x_n·e^(−2πi·k·n/size).
   * @param input shape [size]
   * @param re real parts, shape [size/2 + 1], overwritten; may overlap `input` but not `im`
   * @param im imaginary parts, likewise
   */
  forwardReal(plan: number, input: number, re: number, im: number): void;
  /**
   * The real signal of a spectrum, unscaled: `size` times what {@link forwardReal} had been given. The imaginary parts
   * of the first and the last bin count as 0.
   * @param re shape [size/2 + 1]
   * @param im shape [size/2 + 1]
   * @param output shape [size], overwritten; may overlap `re` and `im`
   */
  inverseReal(plan: number, re: number, im: number, output: number): void;
  /** Takes memory for the loops over samples, once. Returns how many fit. */
  createSamples(): number;
  /** Of the samples, float32, and of what a loop makes of them. */
  samplesAddress(): number;
  resultsAddress(): number;
  /** Whether none of the first samples is beyond the float32 with the bits `limit`, or no number: 1 or 0. */
  areWithin(count: number, limit: number): number;
  /** Rounds the first samples, at least one, to 16 bits with dither: int16. Returns the state of the noise. */
  dither16(count: number, state: number): number;
  /** Turns as many int16, in the place of the samples, into float32. */
  floats16(count: number): void;
  /** Energies of differences in steps, after one sample before them, then those of the samples: float32. */
  stepEnergies(count: number, stepLength: number): void;
  /** Of a third space, float32. */
  factorsAddress(): number;
  /** See `assembly/shape.ts`. */
  saturate(count: number, drive: number, ceiling: number): void;
  softClip(count: number, scale: number, ceiling: number, bend: number): void;
  multiply(count: number): void;
  addResults(count: number): void;
  addScaled(count: number, gain: number): void;
  addProducts(count: number): void;
  /** Makes the one room of this instance, see `assembly/room.ts`. */
  initRoom(
    lines: number,
    past: number,
    size: number,
    kept: number,
    lengths: number,
    numbers: number,
    input: number,
    output: number,
  ): void;
  runRoom(count: number): void;
  clearRoom(): void;
  /** Makes the one echo of this instance, see `assembly/echoes.ts`. */
  initEchoes(
    line: number,
    length: number,
    input: number,
    output: number,
    feedback: number,
    highCut: number,
    lowCut: number,
  ): void;
  runEchoes(count: number): void;
  clearEchoes(): void;
  /** Takes memory for many sums of products, once: samples and as many sums, and taps of all rows, float32. */
  createFir(lineLength: number, rowsLength: number): void;
  firLineAddress(): number;
  firRowsAddress(): number;
  firSumsAddress(): number;
  /** Does what `FirBank` says; `periods` and `taps` are multiples of 4, `moves` is 1 or 0. */
  runFir(periods: number, up: number, down: number, taps: number, moves: number): void;
  /**
   * Makes the one frame kernel of this instance, whose other functions are those of `FrameKernel`.
   * @param windowLength a multiple of 8
   * @param reach longest delay of pulses, samples; 0 for none
   * @returns whether `fftLength` will do
   */
  createKernel(
    channelCount: number,
    windowLength: number,
    hopLength: number,
    fftLength: number,
    partialBins: number,
    shapesTimbre: number,
    reach: number,
    pulseBins: number,
    pull: number,
  ): number;
  /** Of the kernel's window, shape [windowLength], and gains, shape [hopLength], both to be filled first. */
  windowAddress(): number;
  gainsAddress(): number;
  /** Of a channel, shape [windowLength]. */
  inputAddress(channel: number): number;
  /** Power and gain of bins, shape [fftLength / 2 + 1]; of a kernel that shapes timbre. */
  powerAddress(): number;
  timbreAddress(): number;
  /** Of a channel, shape [hopLength]. */
  outputAddress(channel: number): number;
  hear(): void;
  hearHopBefore(): void;
  hearBeforeAttack(): void;
  hearAfterAttack(): void;
  hearWithoutAttack(): void;
  keepPhases(): void;
  turnPhases(distance: number, isInZone: number): void;
  finish(): void;
}

// Node and browsers have it, but TypeScript knows it only together with everything else of a browser.
declare const WebAssembly: {
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Instance: new (module: object) => { readonly exports: unknown };
};

/** Null: this machine cannot run the code. */
let compiled: object | null | undefined;

/** Whether this machine can run the code: it has WebAssembly, and that has SIMD. Asked of it once. */
export function hasWasm(): boolean {
  if (compiled === undefined) compiled = compile();
  return compiled !== null;
}

function compile(): object | null {
  if (typeof WebAssembly === 'undefined') return null;
  try {
    return new WebAssembly.Module(Uint8Array.from(atob(WASM_BASE64), (char) => char.charCodeAt(0)));
  } catch {
    return null;
  }
}

/**
 * A new instance with a memory of its own; the first one compiles the code.
 *
 * @throws {Error} where {@link hasWasm} says no
 */
export function createWasmModule(): WasmModule {
  if (!hasWasm()) throw new Error('this machine has no WebAssembly with SIMD');
  return new WebAssembly.Instance(compiled!).exports as WasmModule;
}
