/** Spellings that mean the same word to a listener. */
const SAME_WORD: Readonly<Record<string, string>> = {
  mr: 'mister',
  mrs: 'missus',
  dr: 'doctor',
  metres: 'meters',
};

/** Words of a text for comparison: lower case, no punctuation, one spelling. */
export function wordsOf(text: string): string[] {
  const words = text
    .toLowerCase()
    .replace(/[^a-z' ]/g, ' ')
    .split(/\s+/);
  return words.filter((word) => word !== '').map((word) => SAME_WORD[word] ?? word);
}

/** Fewest words to replace, drop or add to make one text the other (Levenshtein). */
export function countWordErrors(reference: readonly string[], heard: readonly string[]): number {
  let row = Array.from({ length: heard.length + 1 }, (_, n) => n);
  for (let r = 1; r <= reference.length; r++) {
    const next = [r];
    for (let h = 1; h <= heard.length; h++) {
      const replaced = row[h - 1]! + (reference[r - 1] === heard[h - 1] ? 0 : 1);
      next.push(Math.min(replaced, row[h]! + 1, next[h - 1]! + 1));
    }
    row = next;
  }
  return row.at(-1)!;
}
