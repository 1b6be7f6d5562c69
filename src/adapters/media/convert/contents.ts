import type { Chapter } from '../../../engine/ports/converter.js';

/** Chapters in ffmpeg's description of a file. */
export function parseChapters(lines: readonly string[]): readonly Chapter[] {
  const source = lines.slice(0, lines.findIndex((line) => line.startsWith('Output #')) >>> 0);
  return source.flatMap((line, n) => {
    const match = /^ +Chapter #\d+[:.]\d+: start (-?[\d.]+), end (-?[\d.]+)/.exec(line);
    if (match === null) return [];
    return [{ startSeconds: Number(match[1]), endSeconds: Number(match[2]), title: titleAfter(lines, n) }];
  });
}

/** The title among the lines of one chapter. */
function titleAfter(lines: readonly string[], chapter: number): string {
  for (const line of lines.slice(chapter + 1)) {
    if (/^ +(?:Chapter|Stream) #/.test(line)) return '';
    const title = /^ +title +: (.*)$/.exec(line)?.[1];
    if (title !== undefined) return title.trim();
  }
  return '';
}

/** Place of the cover picture among the video streams; null where there is none. */
export function findCover(lines: readonly string[]): number | null {
  const videos = lines.filter((line) => /^ +Stream #0:\d+.*: Video: /.test(line));
  const cover = videos.findIndex((line) => line.includes('(attached pic)'));
  return cover < 0 ? null : cover;
}
