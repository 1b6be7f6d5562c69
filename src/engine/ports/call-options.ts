/** Last argument of everything that waits. */
export interface CallOptions {
  readonly signal?: AbortSignal | undefined;
}
