import { type SoundFeatures, SPEECH_RATE } from '../../dsp/analyse-speech.js';
import { F0_HOP_SECONDS, type F0Track } from '../../dsp/f0.js';
import { VOWEL_HOP_SECONDS, type VowelCurves } from '../../dsp/vowel-net.js';
import type { Kernels } from '../kernels.js';
import type { CallOptions } from '../ports/call-options.js';
import type { Workers } from '../ports/workers.js';
import { chunksOf } from './chunks.js';
import type { Spool } from './spool.js';

const CHUNK_SECONDS = 30;
const MARGIN_SECONDS = 2; // further than any feature looks around

/**
 * Vowels and pitch of a recording of any length, computed in parts on all workers.
 *
 * @param speech one channel at {@link SPEECH_RATE}
 */
export async function hearFeatures(
  speech: Float32Array,
  workers: Workers<Kernels>,
  { signal }: CallOptions,
): Promise<SoundFeatures> {
  const chunks = chunksOf(speech.length, CHUNK_SECONDS * SPEECH_RATE, MARGIN_SECONDS * SPEECH_RATE);
  const parts = await Promise.all(
    chunks.map(async ({ from, to, paddedFrom, paddedTo }) => {
      const slice = speech.slice(paddedFrom, paddedTo);
      const heard = await workers.run(
        'speechFeatures',
        { speech: slice },
        { signal, transfer: [slice.buffer] },
      );
      const isLast = to === speech.length;
      const cut = (values: Float32Array, hopSeconds: number): Float32Array => {
        const first = Math.round((from - paddedFrom) / SPEECH_RATE / hopSeconds);
        const frames = Math.round((to - from) / SPEECH_RATE / hopSeconds);
        return values.slice(first, isLast ? undefined : first + frames);
      };
      return {
        vowel: cut(heard.vowels.vowel, VOWEL_HOP_SECONDS),
        onset: cut(heard.vowels.onset, VOWEL_HOP_SECONDS),
        hz: cut(heard.f0.hz, F0_HOP_SECONDS),
        periodicity: cut(heard.f0.periodicity, F0_HOP_SECONDS),
      };
    }),
  );
  const join = (pick: (part: (typeof parts)[number]) => Float32Array): Float32Array =>
    joined(parts.map(pick));
  const vowels: VowelCurves = { vowel: join((p) => p.vowel), onset: join((p) => p.onset) };
  const f0: F0Track = { hz: join((p) => p.hz), periodicity: join((p) => p.periodicity) };
  return { vowels, f0 };
}

/** P-centres of a spooled voice, one channel; seconds, rising. */
export async function hearSpooled(
  dry: Spool,
  sampleRate: number,
  workers: Workers<Kernels>,
  { signal }: CallOptions,
): Promise<Float64Array> {
  const chunks = chunksOf(dry.length(), CHUNK_SECONDS * sampleRate, MARGIN_SECONDS * sampleRate);
  const parts: Promise<number[]>[] = [];
  for (const { from, to, paddedFrom, paddedTo } of chunks) {
    const samples = new Float32Array(paddedTo - paddedFrom);
    dry.source(paddedFrom).read([samples]);
    const part = workers.run('hearPCentres', { samples, sampleRate }, { signal, transfer: [samples.buffer] });
    parts.push(
      part.then((centres) =>
        Array.from(centres, (at) => at + paddedFrom / sampleRate).filter(
          (at) => at >= from / sampleRate && at < to / sampleRate,
        ),
      ),
    );
    // a few at a time, so that not the whole song stands in memory
    if (parts.length % (2 * workers.concurrency) === 0) await Promise.all(parts);
  }
  return Float64Array.from((await Promise.all(parts)).flat());
}

function joined(parts: readonly Float32Array[]): Float32Array {
  const all = new Float32Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}
