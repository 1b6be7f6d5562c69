import { parseArgs } from 'node:util';
import { defaultClipFolder } from './clips.js';
import { PARTS, type Part } from './row.js';

/** What a run of the score was asked for. */
export interface ScoreOptions {
  readonly clips: string;
  /** Undefined: all that rapgo lists. */
  readonly styles: readonly string[] | undefined;
  readonly parts: ReadonlySet<Part>;
  readonly out: string;
  /** Clips of each synthesiser. */
  readonly synthetic: number;
  /** Names of clips; undefined: all. */
  readonly names: readonly string[] | undefined;
  /** Score the raps of the last run instead of making new ones. */
  readonly reuse: boolean;
  readonly keep: boolean;
  readonly speechSeconds: number;
}

export const USAGE = `npx tsx bench/rap-score.ts [options]
  --clips DIR       speech to rap (default: $RAPGO_AUDIO/speech or ../shared/audio/speech);
                    truth.json in it may give {"name": {"text": "…", "syllables": 12}}
  --styles a,b      default: all that \`rapgo styles\` lists
  --only a,b        of ${PARTS.join(', ')} (default: all)
  --names a,b       only these clips
  --synthetic N     synthetic clips per synthesiser (default 6; 0 for none)
  --out DIR         default bench/results
  --keep            keep all stems (some 200 MB a song), so that --reuse can measure them all again
  --reuse           score what the last run made
  --speech-seconds  length of the timed speech (default 300)
`;

const list = (text: string | undefined): string[] | undefined =>
  text?.split(',').filter((word) => word !== '');

/** @throws {Error} for an unknown option or part */
export function readArguments(argv: readonly string[]): ScoreOptions {
  const { values } = parseArgs({
    args: [...argv],
    options: {
      clips: { type: 'string' },
      styles: { type: 'string' },
      only: { type: 'string' },
      names: { type: 'string' },
      synthetic: { type: 'string' },
      out: { type: 'string' },
      reuse: { type: 'boolean' },
      keep: { type: 'boolean' },
      'speech-seconds': { type: 'string' },
    },
  });
  const parts = list(values.only) ?? [...PARTS];
  const unknown = parts.filter((part) => !PARTS.some((known) => known === part));
  if (unknown.length > 0) throw new Error(`--only does not know ${unknown.join(', ')}\n${USAGE}`);
  return {
    clips: values.clips ?? defaultClipFolder(),
    styles: list(values.styles),
    parts: new Set(parts as Part[]),
    out: values.out ?? 'bench/results',
    synthetic: Number(values.synthetic ?? 6),
    names: list(values.names),
    reuse: values.reuse ?? false,
    keep: values.keep ?? false,
    speechSeconds: Number(values['speech-seconds'] ?? 300),
  };
}
