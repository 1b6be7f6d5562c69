import type { MediaContents } from '../../engine/ports/converter.js';
import type { CliContext } from '../context.js';
import type { Source } from './find-sources.js';
import { type Naming, nameOutput, needsTags } from './name-output.js';
import { safeName } from './safe-name.js';
import type { CommonOptions, ConvertValues } from './wishes.js';

/** Of a chapter's title in the name of its file. */
const MOST_LETTERS = 80;

/** One result that a source is to become, before names are settled. */
export interface Wanted {
  readonly source: Source;
  /** The name it should have. */
  readonly output: string;
  readonly options: CommonOptions;
}

/** How sources become results. */
export interface Expansion {
  readonly naming: Naming;
  readonly options: CommonOptions;
  readonly values: Pick<ConvertValues, 'track' | 'splitChapters'>;
}

/**
 * The results a source is to become: one as a rule, more for all tracks and for chapters. The source is looked into only
 * where names or parts depend on it.
 *
 * @throws {RapgoError} as `MediaConverter.inspect`
 */
export async function expand(
  source: Source,
  { naming, options, values }: Expansion,
  { converter, signal }: Pick<CliContext, 'converter' | 'signal'>,
): Promise<Wanted[]> {
  const isPlain = values.track !== 'all' && !values.splitChapters && !needsTags(naming.template);
  if (isPlain) return [{ source, output: nameOutput(source, naming), options }];
  const contents = await (await converter()).inspect(source.path, { signal });
  const output = nameOutput(source, naming, contents.tags);
  const tracks = values.track === 'all' ? contents.audioTracks.map((_, n) => n) : [options.track];
  return tracks.flatMap((track) => {
    const name = tracks.length > 1 ? addToName(output, `track ${track! + 1}`) : output;
    const whole = { source, output: name, options: { ...options, track } };
    return values.splitChapters ? splitAtChapters(whole, contents) : [whole];
  });
}

function splitAtChapters(whole: Wanted, { chapters }: MediaContents): Wanted[] {
  if (chapters.length === 0) return [whole];
  const digits = String(chapters.length).length;
  const { startSeconds, endSeconds } = whole.options;
  return chapters.flatMap((chapter, n) => {
    const from = Math.max(chapter.startSeconds, startSeconds ?? 0);
    const to = Math.min(chapter.endSeconds, endSeconds ?? chapter.endSeconds);
    if (to <= from) return [];
    const number = String(n + 1).padStart(digits, '0');
    const title = chapter.title === '' ? `Chapter ${number}` : chapter.title;
    const output = addToName(whole.output, `${number} ${safeName(title).slice(0, MOST_LETTERS)}`);
    const tags = { ...whole.options.tags, title, track: `${n + 1}/${chapters.length}` };
    return [
      {
        ...whole,
        output,
        options: { ...whole.options, startSeconds: from, endSeconds: to, tags, chapters: false },
      },
    ];
  });
}

/** `talk.mp3` and `track 2` is `talk - track 2.mp3`. */
function addToName(output: string, words: string): string {
  const dot = output.lastIndexOf('.');
  return `${output.slice(0, dot)} - ${words}${output.slice(dot)}`;
}
