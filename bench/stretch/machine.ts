import { cpus, loadavg, release, type } from 'node:os';

/** Where figures were measured. */
export interface Machine {
  readonly cpu: string;
  readonly cores: number;
  readonly system: string;
  readonly node: string;
  /** Mean number of running processes over the last minute: other work slows what is timed. */
  readonly load: number;
}

/** This machine, now. */
export function describeMachine(): Machine {
  const all = cpus();
  return {
    cpu: all[0]?.model ?? 'unknown',
    cores: all.length,
    system: `${type()} ${release()}`,
    node: process.version,
    load: Math.round(loadavg()[0]! * 100) / 100,
  };
}
