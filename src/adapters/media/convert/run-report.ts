import { type FoundMedia, parseMediaInfo } from '../media-info.js';

/** What ffmpeg tells of a run at its level `verbose`, with levels before the lines. */
export interface RunReport {
  /** Takes the next line of stderr. */
  hear(line: string): void;
  /** What it found in its (first) source; undefined where it did not open it. */
  source(): FoundMedia | undefined;
  /** Codec that was decoded, by ffmpeg's name; undefined for copied packets. */
  codec(): string | undefined;
  /** Samples per channel that went into the encoder; undefined for copied packets. */
  encodedLength(): number | undefined;
  /** Rate and channels of the result. */
  result(): { readonly sampleRate: number; readonly channelCount: number } | undefined;
  /** What was said first: the description of source and target. */
  readonly lines: readonly string[];
  /** Complaints, without their prefixes. */
  readonly errors: readonly string[];
  readonly warnings: readonly string[];
}

const MAX_DESCRIPTION = 5000;
const MAX_COMPLAINTS = 200;
const PREFIX = /^(?:\[[^\]]*@ [^\]]*\] )?\[(\w+)\] /;

/** Listens to one run. */
export function createRunReport(): RunReport {
  const description: string[] = [];
  const errors: string[] = [];
  const warnings: string[] = [];
  let codec: string | undefined;
  let encoded: number | undefined;
  return {
    lines: description,
    errors,
    warnings,
    hear(line) {
      const level = PREFIX.exec(line)?.[1];
      const words = line.replace(PREFIX, '');
      if (level === 'error' || level === 'fatal') keep(errors, words);
      else if (level === 'warning') keep(warnings, words);
      if (description.length < MAX_DESCRIPTION) description.push(words);
      codec ??= /^ +Stream #0:\d+ -> #0:\d+ \((\S+) (?:\(|->)/.exec(words)?.[1];
      encoded =
        numberIn(/Output stream #0:\d+ \(audio\):.* frames encoded \((\d+) samples\)/, words) ?? encoded;
    },
    source: () => parseMediaInfo(description),
    codec: () => codec,
    encodedLength: () => encoded,
    result() {
      const from = description.findIndex((line) => line.startsWith('Output #0, '));
      const audio = description.slice(from).find((line) => /^ +Stream #0:\d+.*: Audio: /.test(line));
      return from < 0 || audio === undefined ? undefined : shapeOf(description, audio);
    },
  };
}

/** Rate and channels, read as those of a source are. */
function shapeOf(description: readonly string[], audio: string) {
  const head = description.find((line) => line.startsWith('Input #0, '))!;
  return parseMediaInfo([head, audio])?.audioTracks[0];
}

function numberIn(pattern: RegExp, line: string): number | undefined {
  const digits = pattern.exec(line)?.[1];
  return digits === undefined ? undefined : Number(digits);
}

function keep(list: string[], words: string): void {
  if (list.length < MAX_COMPLAINTS) list.push(words);
}
