/** Beats, and where the bars among them begin. */
export interface Bars {
  /** Shape [beats], seconds, rising. */
  readonly beats: Float64Array;
  /** Which of the beats begin bars, four beats each if nothing is odd; indices into `beats`, rising. */
  readonly downbeats: Int32Array;
}

/** A beat this little before the first sound is that sound's. */
export const EDGE_SECONDS = 0.02;

/** Leaves out the beats before the first and after the last sound; none is left below 0. */
export function withinMusic({ beats, downbeats }: Bars, firstSeconds: number, lastSeconds: number): Bars {
  const to = beats.findLastIndex((beat) => beat <= lastSeconds) + 1;
  const first = beats.findIndex((beat) => beat >= firstSeconds - EDGE_SECONDS);
  const from = first < 0 ? to : first;
  return {
    beats: beats.slice(from, to).map((beat) => Math.max(0, beat)),
    downbeats: downbeats.filter((n) => n >= from && n < to).map((n) => n - from),
  };
}

/**
 * Halves the tempo by keeping the first and third beat of every bar, doubles it by the middles between beats, and makes
 * every second bar or half bar the bar.
 *
 * @param octave wanted tempo over the present one: a power of two
 */
export function atOctave(bars: Bars, octave: number): Bars {
  if (octave < 1) return atOctave(halved(bars), octave * 2);
  return octave > 1 ? atOctave(doubled(bars), octave / 2) : bars;
}

function halved(bars: Bars): Bars {
  const strong = strongBeats(bars);
  return {
    beats: Float64Array.from(strong, (n) => bars.beats[n]!),
    downbeats: bars.downbeats.filter((_, bar) => bar % 2 === 0).map((n) => strong.indexOf(n)),
  };
}

function doubled(bars: Bars): Bars {
  const { beats } = bars;
  const twice = Float64Array.from({ length: Math.max(0, 2 * beats.length - 1) }, (_, n) =>
    n % 2 === 0 ? beats[n / 2]! : (beats[(n - 1) / 2]! + beats[(n + 1) / 2]!) / 2,
  );
  return { beats: twice, downbeats: strongBeats(bars).map((n) => 2 * n) };
}

/** The first and third beats of the bars, counted back from the first bar for those before it. */
function strongBeats({ beats, downbeats }: Bars): Int32Array {
  const strong: number[] = [];
  let bar = 0;
  for (let n = 0; n < beats.length; n++) {
    while (bar + 1 < downbeats.length && downbeats[bar + 1]! <= n) bar++;
    if (Math.abs(n - (downbeats[bar] ?? 0)) % 2 === 0) strong.push(n);
  }
  return Int32Array.from(strong);
}
