import { RapgoError } from '../../engine/errors.js';
import { MAX_REPAIRED } from './raw-floats.js';

/** Counts samples that were no usable numbers. */
export interface RepairCount {
  /** @param repaired of `values` that passed */
  add(repaired: number, values: number): void;
  /**
   * @returns how many there were
   * @throws {RapgoError} `media/bad-samples` where there were too many
   */
  check(): number;
}

/** A count for one file. */
export function createRepairCount(file: string): RepairCount {
  let [sum, total] = [0, 0];
  return {
    add(repaired, values) {
      sum += repaired;
      total += values;
    },
    check() {
      if (sum > MAX_REPAIRED * total) throw badSamples(file, sum / total);
      return sum;
    },
  };
}

/** A file whose samples are largely no usable numbers. */
export const badSamples = (file: string, share: number): RapgoError =>
  new RapgoError(
    'media/bad-samples',
    `${Math.ceil(share * 100)} % of the samples in ${file} are not usable numbers`,
  );
