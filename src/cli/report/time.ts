/** A moment, ms since 1970, as the clock on the wall shows it: `2026-01-31 23:59:59`. */
export function timeOf(milliseconds: number): string {
  const local = new Date(milliseconds - new Date(milliseconds).getTimezoneOffset() * 60_000);
  return local.toISOString().slice(0, 19).replace('T', ' ');
}
