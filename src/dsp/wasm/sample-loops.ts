import { createWasmModule, hasWasm, type WasmModule } from './wasm-module.js';

const LOOPS = [
  'addProducts',
  'addResults',
  'addScaled',
  'areWithin',
  'dither16',
  'floats16',
  'multiply',
  'saturate',
  'softClip',
  'stepEnergies',
] as const satisfies readonly (keyof WasmModule)[];

/**
 * Loops over samples in WebAssembly. They remember nothing, and every call may overwrite what is in `samples` and what the
 * last one made: fill, call and read without anything in between.
 */
export interface SampleLoops extends Pick<WasmModule, (typeof LOOPS)[number]> {
  /** To be filled before a loop is called, which overwrites what lies behind its samples: shape [32768]. */
  readonly samples: Float32Array;
  /** The same place for a loop that takes int16: shape [32768]. */
  readonly shortSamples: Int16Array;
  /** What the loop made, as its type. */
  readonly shorts: Int16Array;
  readonly floats: Float32Array;
  /** The factors of `addProducts`, shape [32768]. */
  readonly factors: Float32Array;
  /** Many sums of products at once, see `fir-bank.ts`; `line` and `sums` are as long. */
  readonly fir: {
    readonly line: Float32Array;
    readonly rows: Float32Array;
    readonly sums: Float32Array;
    readonly run: WasmModule['runFir'];
    /** Whose taps stand in `rows`: whoever fills them says so, and looks before it runs. */
    owner: object | null;
  };
}

/** Numbers that fit in the memory of the sums of products. */
const FIR_LINE = 16_384;
const FIR_ROWS = 262_144;

let loops: SampleLoops | null | undefined;

/** The loops of this thread; null where the machine cannot run them. */
export function sampleLoops(): SampleLoops | null {
  if (loops === undefined) loops = hasWasm() ? createLoops() : null;
  return loops;
}

function createLoops(): SampleLoops {
  const code = createWasmModule();
  const length = code.createSamples();
  code.createFir(FIR_LINE, FIR_ROWS);
  const { buffer } = code.memory;
  const own = Object.fromEntries(LOOPS.map((name) => [name, code[name]])) as Pick<
    WasmModule,
    (typeof LOOPS)[number]
  >;
  return {
    ...own,
    samples: new Float32Array(buffer, code.samplesAddress(), length),
    shortSamples: new Int16Array(buffer, code.samplesAddress(), length),
    shorts: new Int16Array(buffer, code.resultsAddress(), length),
    floats: new Float32Array(buffer, code.resultsAddress(), length),
    factors: new Float32Array(buffer, code.factorsAddress(), length),
    fir: {
      line: new Float32Array(buffer, code.firLineAddress(), FIR_LINE),
      rows: new Float32Array(buffer, code.firRowsAddress(), FIR_ROWS),
      sums: new Float32Array(buffer, code.firSumsAddress(), FIR_LINE),
      run: code.runFir,
      owner: null,
    },
  };
}
