import { type ErrorCode, RapgoError } from '../../engine/errors.js';

const FATAL = new Set<ErrorCode>(['output/full', 'tool/missing', 'history/unusable', 'history/newer']);

/** Whether this would stop every other file too. */
export const isFatal = (thrown: unknown): boolean => thrown instanceof RapgoError && FATAL.has(thrown.code);
