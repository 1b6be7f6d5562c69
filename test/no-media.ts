import type { EnginePorts } from '../src/engine/engine-ports.js';

const never = (): Promise<never> => new Promise(() => {});

/** Ports to media for tests whose tasks touch none: a call would never end. */
export const NO_MEDIA: Pick<EnginePorts, 'converter' | 'decoder' | 'encoder' | 'recorder' | 'takes'> = {
  converter: { inspect: never, explain: never, measure: never, convert: never },
  decoder: { probe: never, decode: never, open: never },
  encoder: { open: never, openSink: never },
  recorder: { open: never },
  takes: { begin: never },
};
