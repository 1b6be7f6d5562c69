/**
 * Periodic Hann window: shifted copies a quarter of its length apart add up to a constant, squared ones too.
 *
 * @param length samples, >= 1
 * @returns shape [length], 0 to 1
 * @throws {RangeError} if `length` is not a whole number >= 1
 */
export function hannWindow(length: number): Float64Array {
  if (!Number.isInteger(length) || length < 1) throw new RangeError(`length must be >= 1, got ${length}`);
  return Float64Array.from({ length }, (_, n) => 0.5 - 0.5 * Math.cos((2 * Math.PI * n) / length));
}
