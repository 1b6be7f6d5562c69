/**
 * The arithmetic of one frame: windows, transforms, phases and overlap-add, without any idea of time maps or streams.
 * Kernels in plain TypeScript and in WebAssembly do the same; which frames are taken where is their caller's affair.
 */
export interface FrameKernel {
  /** Sound under the window, to be filled before each call that hears it: [channels], each shape [windowLength]. */
  readonly input: readonly Float32Array[];
  /** The samples that {@link FrameKernel.finish} finished: [channels], each shape [hopLength]. */
  readonly output: readonly Float32Array[];
  /** Power of every bin of the frame last heard, shape [bins]; there only if the kernel shapes timbre. */
  readonly power: Float32Array | Float64Array;
  /**
   * Gains to be filled after {@link FrameKernel.hear}, shape [bins], 1 at first; a partial takes that of its loudest bin.
   * There only if the kernel shapes timbre.
   */
  readonly timbre: Float32Array | Float64Array;
  /** Takes `input` as the next frame; what was the next frame is now the last one. */
  hear(): void;
  /** Takes `input` as what sounded one hop before the frame, for a following {@link FrameKernel.turn} with `distance` 0. */
  hearHopBefore(): void;
  /** Tells what is new at an attack: first `input` before it, then `input` after it. */
  hearBeforeAttack(): void;
  hearAfterAttack(): void;
  /** Takes `input`, cut off where an attack begins, in place of all in the frame that the attack brings. */
  hearWithoutAttack(): void;
  /** Leaves the frame's phases as they are. */
  keepPhases(): void;
  /**
   * Turns every partial of the frame so that it goes on from the last one, one hop later.
   *
   * @param distance samples by which the frame lies after the last one in the input, 1 to 1.5 hops; 0 after
   *   {@link FrameKernel.hearHopBefore}
   * @param isInZone time runs as it did: nothing but what goes on is turned, and what an attack brings is left as it is
   */
  turn(distance: number, isInZone: boolean): void;
  /** Adds the frame to the output and finishes the next hop of it. */
  finish(): void;
}

/** What a kernel is made for; lengths in samples. */
export interface KernelShape {
  readonly channelCount: number;
  /** A multiple of 8. */
  readonly windowLength: number;
  readonly hopLength: number;
  /** 2^k or 3·2^k, at least a window; the rest is room for what the turning of phases pushes out of it. */
  readonly fftLength: number;
  /** Bins in which partials are told apart; what lies above turns with the last of them. At least 8. */
  readonly partialBins: number;
  /** Exponent of the Hann window, 1 or 2. */
  readonly windowPower: number;
  /** Whether bins are to be weighted. */
  readonly shapesTimbre: boolean;
  /** How a voice keeps the shape of its pulses; null where there is none. */
  readonly pulses: PulseShape | null;
}

/** Partials are drawn towards where one common delay would put them. */
export interface PulseShape {
  /** Longest delay either way, samples. */
  readonly reach: number;
  /** Partials below this bin say which delay it is. */
  readonly bins: number;
  /** Weight of that delay against going on smoothly, at full agreement. */
  readonly pull: number;
}
