/** How a voice is shaped round one P-centre; times in milliseconds. */
export interface AccentShape {
  /** The P-centre. */
  readonly centre: number;
  /** How far the voice is taken back just before the centre, dB >= 0, and where that is reached. */
  readonly dipDb: number;
  readonly dipFrom: number;
  /** How far it is lifted just after, dB >= 0, and until when. */
  readonly liftDb: number;
  readonly liftTo: number;
}

/** The dip ends and the lift begins in this stretch: as short as an attack, too slow for a click. */
const RISE_FROM = -9;
const RISE_TO = 3;
const FADE = 40; // into the dip, and out of the lift
const DIP = 20; // shortest dip at full depth
const LIFT = 20;

/** A shape that takes back by `dipDb` for as short as makes sense, and lifts nothing. */
export const plainShape = (centre: number, dipDb: number): AccentShape => ({
  centre,
  dipDb,
  dipFrom: centre - DIP,
  liftDb: 0,
  liftTo: centre + LIFT,
});

/** Gain of a shape at an instant, dB. */
export function shapeGainDb({ centre, dipDb, dipFrom, liftDb, liftTo }: AccentShape, at: number): number {
  if (at < centre + RISE_FROM) return -dipDb * ease((at - dipFrom + FADE) / FADE);
  const up = ease((at - centre - RISE_FROM) / (RISE_TO - RISE_FROM));
  return at < centre + RISE_TO ? liftDb * up - dipDb * (1 - up) : liftDb * ease((liftTo + FADE - at) / FADE);
}

/** Adds a shape to gains in dB, one per millisecond. */
export function addShape(gainsDb: Float64Array, shape: AccentShape): void {
  if (shape.dipDb === 0 && shape.liftDb === 0) return;
  const last = Math.min(gainsDb.length - 1, shape.liftTo + FADE);
  for (let t = Math.max(0, shape.dipFrom - FADE); t <= last; t++) gainsDb[t]! += shapeGainDb(shape, t);
}

/** Raised cosine from 0 at 0 to 1 at 1. */
const ease = (x: number): number => (x <= 0 ? 0 : x >= 1 ? 1 : 0.5 - 0.5 * Math.cos(Math.PI * x));
