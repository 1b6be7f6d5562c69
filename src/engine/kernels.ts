import { hearPCentres, speechFeatures } from '../dsp/analyse-speech.js';
import { findKey } from '../dsp/key.js';
import { type TrackBeatsOptions, trackBeats } from '../dsp/track-beats.js';
import { renderSegment } from '../dsp/vocoder/segment.js';
import { renderBandPiece } from './band/render-piece.js';
import type { KernelTable } from './ports/workers.js';
import { renderLine } from './rap/render-line.js';

/** The heavy functions that may run on another thread, by name. What they give depends on their input alone. */
export const KERNELS = {
  speechFeatures: (input: { speech: Float32Array }) => speechFeatures(input.speech),
  hearPCentres: (input: { samples: Float32Array; sampleRate: number }) =>
    hearPCentres(input.samples, input.sampleRate),
  trackBeats: (input: { samples: Float32Array; sampleRate: number; options: TrackBeatsOptions }) =>
    trackBeats(input.samples, input.sampleRate, input.options),
  findKey: (input: { samples: Float32Array; sampleRate: number }) => findKey(input.samples, input.sampleRate),
  renderLine,
  renderBandPiece,
  renderSegment,
} as const satisfies KernelTable;

/** Type of {@link KERNELS}. */
export type Kernels = typeof KERNELS;
