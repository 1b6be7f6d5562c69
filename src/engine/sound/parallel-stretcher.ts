import { ratioOf } from '../../dsp/time-map.js';
import { checkSamples } from '../../dsp/vocoder/check-samples.js';
import { FramePlanner } from '../../dsp/vocoder/frame-planner.js';
import { FrameRenderer, type PlannedFrame } from '../../dsp/vocoder/frame-renderer.js';
import { InputLine } from '../../dsp/vocoder/input-line.js';
import { packSegment, type RenderedSegment } from '../../dsp/vocoder/segment.js';
import { Tail } from '../../dsp/vocoder/tail.js';
import type { TimeStretcherOptions } from '../../dsp/vocoder/types.js';
import type { TaskContext } from '../task.js';
import type { SoundProcessor } from './change-sound.js';

/**
 * Samples of a segment, all channels together and before or after, whichever are more: from then on it ends with the
 * next pause. So many that threads seldom wait for the next one.
 */
const SEGMENT_LENGTH = 900_000;
/** Sound without pauses is not kept until one comes. */
const LONGEST_LENGTH = 1_800_000;
/** Segments in waiting beside those at work: no thread is idle, and memory holds few of them. */
const IN_WAITING = 2;

/** A segment on its way; `done` once it is there. */
interface Underway {
  readonly promise: Promise<RenderedSegment>;
  done?: RenderedSegment;
}

/**
 * Stretches on several threads: what lies between two pauses, where phases begin anew, is rendered by itself. What goes
 * on for long without a pause is rendered here. Gives the samples of `FrameStretcher`, in larger pieces.
 */
export class ParallelStretcher implements SoundProcessor {
  readonly #workers: TaskContext['workers'];
  /** Ends what is underway. */
  readonly #abort = new AbortController();
  /** What went wrong on a thread. */
  #failure: { readonly cause: unknown } | undefined;
  readonly #planner: FramePlanner;
  readonly #renderer: FrameRenderer;
  readonly #input: InputLine;
  /** Frames since the last pause that nobody renders yet. */
  #frames: PlannedFrame[] = [];
  /** Place of the first of them, or a frame before it. */
  #oldest = 0;
  /** Whether those before them were rendered here: the first ones are, as threads take time to start. */
  #isHere = true;
  readonly #underway: Underway[] = [];
  readonly #tail = new Tail();
  readonly #pool = new SamplePool();
  /** Output sample at which the next segment begins. */
  #position: number;

  constructor(options: TimeStretcherOptions, { workers, signal }: Pick<TaskContext, 'workers' | 'signal'>) {
    const { channelCount, sampleRate, map, engine } = options;
    this.#workers = workers;
    if (signal.aborted) this.#abort.abort(signal.reason);
    signal.addEventListener('abort', () => this.#abort.abort(signal.reason), { signal: this.#abort.signal });
    this.#renderer = new FrameRenderer({ channelCount, sampleRate, engine, ratio: ratioOf(map) });
    this.#planner = new FramePlanner(map, this.#renderer);
    this.#position = this.#planner.nextOutput;
    this.#input = new InputLine(channelCount);
  }

  async process(channels: readonly Float32Array[]): Promise<Float32Array[]> {
    checkSamples(channels, this.#renderer.options.channelCount);
    if (this.#failure) throw this.#failure.cause;
    this.#pool.takeBack();
    this.#input.push(channels, Math.floor(this.#oldest) - this.#renderer.reach);
    this.#planner.push(channels);
    this.#plan();
    return this.#collect(this.#workers.concurrency + IN_WAITING);
  }

  async flush(): Promise<Float32Array[]> {
    this.#pool.takeBack();
    this.#planner.end();
    this.#plan();
    this.#endSegment();
    return this.#collect(0);
  }

  close(): void {
    this.#abort.abort();
  }

  #plan(): void {
    for (const frame of this.#planner.take()) {
      if (frame.isFresh && (this.#isHere || this.#length >= SEGMENT_LENGTH)) this.#endSegment();
      this.#frames.push(frame);
    }
    this.#oldest = this.#frames[0]?.place ?? this.#oldest;
    if (this.#isHere || this.#length > LONGEST_LENGTH) this.#renderHere();
  }

  /** Samples of all channels that the frames in waiting are taken from, or will make. */
  get #length(): number {
    const { hop, options } = this.#renderer;
    const [first, last] = [this.#frames[0], this.#frames.at(-1)];
    const heard = first && last ? last.place - first.place : 0;
    return options.channelCount * Math.max(heard, this.#frames.length * hop);
  }

  #endSegment(): void {
    if (this.#isHere) this.#renderHere(true);
    else if (this.#frames.length > 0) this.#handOver();
    this.#isHere = false;
  }

  #handOver(): void {
    const segment = packSegment(this.#frames, this.#input, this.#renderer, this.#pool.take);
    this.#frames = [];
    const { signal } = this.#abort;
    const transfer = [...segment.channels, ...segment.room].map(({ buffer }) => buffer as ArrayBuffer);
    const promise = this.#workers.run('renderSegment', segment, { signal, transfer });
    const underway: Underway = { promise };
    this.#underway.push(underway);
    promise.then(
      (done) => {
        underway.done = done;
      },
      (cause: unknown) => {
        this.#failure ??= { cause };
      },
    );
  }

  /** @param isLast whether a pause follows */
  #renderHere(isLast = false): void {
    this.#isHere = true;
    const { hop, options } = this.#renderer;
    const length = this.#frames.length * hop;
    const hops = Array.from({ length: options.channelCount }, () => this.#pool.take(length));
    this.#renderer.render(this.#input, this.#frames, hops);
    const done = { hops, tail: isLast ? this.#renderer.takeTail() : [], channels: [] };
    this.#frames = [];
    this.#underway.push({ promise: Promise.resolve(done), done });
  }

  /** The sound of all segments that are there, in order; waits where more than `most` are underway. */
  async #collect(most: number): Promise<Float32Array[]> {
    const pieces: Float32Array[][] = [];
    while (this.#underway.length > most || this.#underway[0]?.done) {
      const segment = await this.#underway.shift()!.promise;
      pieces.push(this.#join(segment));
      this.#pool.lend([...segment.hops, ...segment.channels]);
    }
    return concatenate(pieces, this.#renderer.options.channelCount);
  }

  #join({ hops, tail }: RenderedSegment): Float32Array[] {
    this.#tail.addTo(hops, 0);
    if (tail.length > 0) this.#tail.begin(tail);
    const part = this.#planner.trim(hops, this.#position);
    this.#position += hops[0]!.length;
    return part;
  }
}

/** Memory that goes round: fresh memory for every segment would be some hundred megabytes before it is taken away. */
class SamplePool {
  #free: ArrayBuffer[] = [];
  #lent: ArrayBuffer[] = [];

  /** Memory for `length` samples, whatever is in it. */
  take = (length: number): Float32Array => {
    const fitting = this.#free.findIndex(({ byteLength }) => byteLength >= 4 * length);
    // a quarter to spare, so that it will do for the next one
    const [buffer] = fitting < 0 ? [new ArrayBuffer(5 * length)] : this.#free.splice(fitting, 1);
    return new Float32Array(buffer!, 0, length);
  };

  /** Leaves samples to the caller until {@link takeBack}. */
  lend(samples: readonly Float32Array[]): void {
    this.#lent.push(...samples.map(({ buffer }) => buffer as ArrayBuffer));
  }

  takeBack(): void {
    this.#free.push(...this.#lent);
    this.#lent = [];
  }
}

/** One piece as it is, several in new arrays. */
function concatenate(pieces: readonly Float32Array[][], channelCount: number): Float32Array[] {
  if (pieces.length === 1) return pieces[0]!;
  const length = pieces.reduce((sum, [samples]) => sum + samples!.length, 0);
  return Array.from({ length: channelCount }, (_, c) => {
    const all = new Float32Array(length);
    let at = 0;
    for (const piece of pieces) {
      all.set(piece[c]!, at);
      at += piece[c]!.length;
    }
    return all;
  });
}
