import { Box, Text } from 'ink';
import type { ReactElement, ReactNode } from 'react';
import type { Colours } from '../../colour.js';
import type { RunningFile, Standing } from './standing.js';

/** Wider, and the eye loses the line between a name and its bar. */
const MAX_WIDTH = 120;
/** Narrower than this there is no room for a bar. */
const WIDTH_FOR_BAR = 46;
const MAX_BAR = 30;
const MAX_FILES = 8;
const GAP = 2;

type Paints = Pick<Colours, 'green' | 'dim'>;

/** Columns of every line that moves: one stays free, since a full line wraps on some terminals. */
export function widthFor(columns: number): number {
  return Math.max(1, Math.min(MAX_WIDTH, columns - 1));
}

/** How many of the running files are shown: what moves must stay lower than the terminal, or could not be taken back. */
function shownOf(files: number, rows: number): number {
  return Math.max(0, Math.min(files, MAX_FILES, rows - 3));
}

/** Lines of what moves on a terminal of so many rows. */
export function heightOf({ files }: Standing, rows: number): number {
  return shownOf(files.length, rows) + 1;
}

/** What moves: a line for each running file and one for the whole, all of the same width. */
export function Moving(props: {
  readonly standing: Standing;
  readonly width: number;
  /** Of the terminal. */
  readonly rows: number;
  readonly colours: Paints;
}): ReactElement {
  const { standing, width, rows, colours } = props;
  const { files, words, share } = standing;
  const shown = files.slice(0, shownOf(files.length, rows));
  const more = files.length > shown.length ? [`${files.length} at work`] : [];
  return (
    <Box flexDirection="column" width={width}>
      {shown.map((file) => (
        <FileLine key={file.key} {...{ file, width, colours }} />
      ))}
      <Line text={[...words, ...more].join('  ')} cut="truncate-end">
        <Text>{percent(share)}</Text>
      </Line>
    </Box>
  );
}

function FileLine({ file, width, colours }: { file: RunningFile; width: number; colours: Paints }) {
  const { name, stage, fraction } = file;
  const cells = width < WIDTH_FOR_BAR ? 0 : Math.min(MAX_BAR, width >> 2);
  const done = Math.round(cells * Math.min(1, Math.max(0, fraction)));
  return (
    <Line text={name} cut="truncate-middle">
      {stage === 'convert' ? null : <Text>{colours.dim(stage)}</Text>}
      {cells === 0 ? null : (
        <Text>{colours.green('━'.repeat(done)) + colours.dim('─'.repeat(cells - done))}</Text>
      )}
      <Text>{percent(fraction)}</Text>
    </Line>
  );
}

/** A text that gives way to what stands at the right end. */
function Line(props: { text: string; cut: 'truncate-end' | 'truncate-middle'; children: ReactNode }) {
  return (
    <Box columnGap={GAP}>
      <Box flexGrow={1} flexBasis={0} minWidth={0}>
        <Text wrap={props.cut}>{props.text}</Text>
      </Box>
      <Box flexShrink={0} columnGap={GAP}>
        {props.children}
      </Box>
    </Box>
  );
}

function percent(fraction: number | undefined): string {
  const number = fraction === undefined ? '' : String(Math.floor(100 * Math.min(1, Math.max(0, fraction))));
  return `${number.padStart(3)} %`;
}
