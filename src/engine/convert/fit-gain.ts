import type { LoudnessFacts } from '../ports/converter.js';
import type { TaskContext } from '../task.js';

/** Highest true peak after a gain, dBTP: decoders of lossy formats overshoot. */
const CEILING_DBTP = -1;

/**
 * The static gain that brings a recording to a loudness, as far as its peaks allow: a limiter would change the sound.
 *
 * @param facts undefined where nothing was measured
 * @param targetLufs null for no gain
 * @returns dB, to a hundredth
 */
export function fitGain(
  facts: LoudnessFacts | undefined,
  targetLufs: number | null,
  { warn }: Pick<TaskContext, 'warn'>,
): number {
  if (targetLufs === null || facts === undefined || facts.integratedLufs === null) return 0;
  const wanted = targetLufs - facts.integratedLufs;
  const most = CEILING_DBTP - (facts.truePeakDbtp ?? Number.NEGATIVE_INFINITY);
  const gain = Math.min(wanted, most);
  if (gain < wanted - 0.05) {
    const reached = (facts.integratedLufs + gain).toFixed(1);
    warn('output/quieter', `${targetLufs} LUFS would clip; ${reached} LUFS is as loud as its peaks allow`);
  }
  return Math.round(100 * gain) / 100;
}
