import { describe, expect, it } from 'vitest';
import { beatConfidence, LEAST_BEAT_CONFIDENCE } from './beat-confidence.js';
import { drumLoop, PATTERNS } from './drum-loop.contract.js';
import { createRandom } from './random.js';
import { bandedFlux, FLUX_LEAD_SECONDS } from './spectral-flux.js';

const { samples, sampleRate, beats } = drumLoop(PATTERNS.boomBap, { tempoBpm: 92 });
const onFluxClock = Float64Array.from(beats, (beat) => beat - FLUX_LEAD_SECONDS);

describe('beatConfidence()', () => {
  it('is high for the beats of drums', () => {
    expect(beatConfidence(bandedFlux(samples, sampleRate), onFluxClock)).toBeGreaterThan(0.95);
  });
  it('is low for beats at another tempo than that of the music', () => {
    const wrong = onFluxClock.map((beat) => 0.8 * beat);
    expect(beatConfidence(bandedFlux(samples, sampleRate), wrong)).toBeLessThan(LEAST_BEAT_CONFIDENCE);
  });
  it('is low for noise, silence and two beats', () => {
    const random = createRandom(9);
    const noise = bandedFlux(
      Float32Array.from({ length: samples.length }, () => random() - 0.5),
      sampleRate,
    );
    expect(beatConfidence(noise, onFluxClock)).toBeLessThan(0.1);
    expect(
      beatConfidence(bandedFlux(new Float32Array(samples.length), sampleRate), onFluxClock),
    ).toBeLessThan(0.1);
    expect(beatConfidence(noise, onFluxClock.subarray(0, 2))).toBe(0);
  });
});
