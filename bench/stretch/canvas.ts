import type { Picture } from './png.js';

/** Red, green, blue, 0 … 255. */
export type Colour = readonly [number, number, number];

/** A picture to draw on; what falls outside is not drawn. */
export interface Canvas extends Picture {
  fill(x: number, y: number, width: number, height: number, colour: Colour): void;
  /** Capitals of 6 × 10 pixels, 8 apart; characters without a shape leave a gap. */
  write(text: string, x: number, y: number, colour?: Colour): void;
}

/** Five rows of three pixels for each character, every row an octal digit. */
const GLYPHS: Readonly<Record<string, string>> = {
  ...{ '0': '75557', '1': '26227', '2': '71747', '3': '71717', '4': '55711' },
  ...{ '5': '74717', '6': '74757', '7': '71111', '8': '75757', '9': '75717' },
  ...{ A: '25755', B: '65656', C: '34443', D: '65556', E: '74647', F: '74644', G: '34553', H: '55755' },
  ...{ I: '72227', J: '11152', K: '55655', L: '44447', M: '57755', N: '65555', O: '25552', P: '65644' },
  ...{ Q: '25573', R: '65655', S: '34216', T: '72222', U: '55557', V: '55552', W: '55775', X: '55255' },
  ...{ Y: '55222', Z: '71247', '.': '00002', '-': '00700', '/': '11244', ':': '02020', '%': '51245' },
};

const SCALE = 2;
const ADVANCE = 8;
const BLACK: Colour = [30, 30, 30];

/** A white picture. */
export function createCanvas(width: number, height: number): Canvas {
  const pixels = new Uint8Array(3 * width * height).fill(255);
  const fill: Canvas['fill'] = (left, top, wide, high, colour) => {
    for (let y = Math.max(0, Math.round(top)); y < Math.min(height, Math.round(top + high)); y++) {
      for (let x = Math.max(0, Math.round(left)); x < Math.min(width, Math.round(left + wide)); x++) {
        pixels.set(colour, 3 * (y * width + x));
      }
    }
  };
  const write: Canvas['write'] = (text, x, y, colour = BLACK) => {
    for (const [at, character] of [...text.toUpperCase()].entries()) {
      for (const [row, digit] of [...(GLYPHS[character] ?? '')].entries()) {
        for (let bit = 0; bit < 3; bit++) {
          if ((Number(digit) >> (2 - bit)) % 2 === 0) continue;
          fill(x + at * ADVANCE + bit * SCALE, y + row * SCALE, SCALE, SCALE, colour);
        }
      }
    }
  };
  return { width, height, pixels, fill, write };
}
