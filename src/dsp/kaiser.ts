/** Modified Bessel function of the first kind and order 0, by its power series; `x` any real number. */
function besselI0(x: number): number {
  let sum = 1;
  let term = 1;
  for (let k = 1; term > sum * 1e-17; k++) {
    term *= (x / (2 * k)) ** 2;
    sum += term;
  }
  return sum;
}

/**
 * Kaiser window.
 *
 * @param position −1 to 1; 0 is the middle, and it is 0 outside
 * @param beta shape: 9 for side lobes 90 dB down, 10 for 100 dB
 * @see Kaiser & Schafer, IEEE TASSP 28(1), 1980
 */
export function kaiser(position: number, beta: number): number {
  const inside = 1 - position * position;
  return inside < 0 ? 0 : besselI0(beta * Math.sqrt(inside)) / besselI0(beta);
}
