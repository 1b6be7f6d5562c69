// Control characters (C0, DEL, C1), line and paragraph separators, and the marks that reverse the reading direction.
const UNPRINTABLE = /[\p{Cc}\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;

/**
 * Makes foreign words safe to print on one line: file names and messages of other programs may carry escape
 * sequences that move the cursor or change the title of a terminal.
 */
export function printable(text: string): string {
  return text.replace(UNPRINTABLE, (mark) => {
    if (mark === '\n') return ' ';
    if (mark === '\t') return ' ';
    return `\\u{${mark.codePointAt(0)!.toString(16)}}`;
  });
}
