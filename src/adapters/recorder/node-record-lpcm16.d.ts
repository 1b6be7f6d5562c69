declare module 'node-record-lpcm16' {
  import type { ChildProcess } from 'node:child_process';
  import type { Readable } from 'node:stream';

  /** A program that records. */
  interface Recording {
    readonly process: ChildProcess;
    stream(): Readable;
  }
  const lpcm: {
    record(options: {
      readonly sampleRate: number;
      readonly channels: number;
      readonly recorder: string;
      readonly audioType: 'raw';
      readonly device?: string;
    }): Recording;
  };
  export = lpcm;
}
