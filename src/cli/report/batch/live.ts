import type { Colours } from '../../colour.js';
import type { OutputStream } from '../../host.js';
import { printable } from '../../printable.js';
import type { Reporter } from '../reporter.js';
import type { BatchItem, BatchReporter, BatchReportOptions } from './batch-reporter.js';
import type { BatchScreen } from './screen.js';
import { BatchStanding } from './standing.js';
import { itemLines } from './words.js';

const REDRAW_MS = 100;

/** What the printer for terminals needs. */
export interface LiveOptions extends BatchReportOptions {
  readonly stderr: OutputStream;
  readonly colours: Colours;
  /** Whose lines would run into the screen. */
  readonly report: Pick<Reporter, 'printAbove'>;
  readonly now: () => number;
  /** Loads the screen; where that fails there are lines only. */
  readonly load: () => Promise<typeof import('./screen.js')>;
}

/** What moves at the foot of a terminal, and above it a line for each finished file. */
export function liveBatchReporter(options: LiveOptions): BatchReporter {
  const { colours, cwd, isVerbose, report } = options;
  const standing = new BatchStanding(options.now);
  const board = createBoard(options, standing);
  report.printAbove(board);
  return {
    begin: (key, label) => standing.begin(key, label),
    event(key, event) {
      standing.event(key, event);
      if (event.type === 'warning')
        board.say(`${colours.yellow('rapgo: warning:')} ${printable(event.message)}`);
      else board.touch();
    },
    item(key, item) {
      standing.item(key, item);
      if (item.state === 'skipped' && !isVerbose) return;
      for (const line of itemLines(item, cwd)) board.say(painted(printable(line), item.state, colours));
    },
    totals(totals) {
      standing.totals(totals);
      // Loading takes as long as a short file: by now the first ones are being worked on by other processes.
      board.open();
      board.touch();
    },
    end() {
      report.printAbove(undefined);
      board.end();
    },
  };
}

function painted(line: string, state: BatchItem['state'], { green, red, dim }: Colours): string {
  if (state === 'failed') return red(line);
  if (state === 'skipped') return dim(line);
  return state === 'done' ? green(line.slice(0, 1)) + line.slice(1) : line;
}

/** Where lines and drawings go: until the screen is there, lines are printed as they come. */
function createBoard({ stderr, colours, load }: LiveOptions, standing: BatchStanding) {
  let screen: BatchScreen | undefined;
  let isOpening = false;
  let isOver = false;
  let timer: NodeJS.Timeout | undefined;
  const waiting: string[] = [];
  const draw = () => {
    timer = undefined;
    screen?.draw(standing.show(isOver), waiting.splice(0));
  };
  const touch = () => {
    if (screen !== undefined) timer ??= setTimeout(draw, REDRAW_MS);
  };
  const open = ({ openScreen }: typeof import('./screen.js')) => {
    if (isOver) return;
    screen = openScreen(stderr, colours);
    stderr.on('resize', draw);
    draw();
  };
  return {
    open() {
      if (isOpening) return;
      isOpening = true;
      load().then(open, () => {});
    },
    touch,
    say(line: string) {
      if (screen === undefined) return void stderr.write(`${line}\n`);
      waiting.push(line);
      touch();
    },
    end() {
      if (isOver) return;
      isOver = true;
      clearTimeout(timer);
      stderr.off('resize', draw);
      draw();
      screen?.close();
      screen = undefined;
    },
  };
}
