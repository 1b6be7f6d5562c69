const FORBIDDEN = new Set('/\\:*?"<>|');

/** Text as part of a file name: without what a path may not hold on any common system. */
export function safeName(text: string): string {
  const characters = [...text].map((character) =>
    FORBIDDEN.has(character) || character < ' ' ? '_' : character,
  );
  return characters.join('').trim();
}
