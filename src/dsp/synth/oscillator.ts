/**
 * Correction that takes the aliasing out of a step of height 2 (PolyBLEP, second order).
 *
 * @param phase 0..1 within the period, counted from the step
 * @param step phase per sample
 * @see Välimäki & Huovilainen, IEEE Signal Processing Magazine 24(2), 2007
 */
function blep(phase: number, step: number): number {
  if (phase < step) {
    const x = phase / step - 1;
    return -x * x;
  }
  if (phase > 1 - step) {
    const x = (phase - 1) / step + 1;
    return x * x;
  }
  return 0;
}

/** Rising saw in ±1. @param phase 0..1 @param step phase per sample, below 0.5 */
export const saw = (phase: number, step: number): number => 2 * phase - 1 - blep(phase, step);

/** Square in ±1, half of the period high. @param phase 0..1 @param step phase per sample, below 0.5 */
export function square(phase: number, step: number): number {
  const opposite = phase < 0.5 ? phase + 0.5 : phase - 0.5;
  return (phase < 0.5 ? 1 : -1) + blep(phase, step) - blep(opposite, step);
}
