/** Names of tags in a LIST/INFO chunk; others have no place in a WAV file. */
export const INFO_NAMES: Readonly<Record<string, string>> = {
  title: 'INAM',
  artist: 'IART',
  album: 'IPRD',
  genre: 'IGNR',
  date: 'ICRD',
  comment: 'ICMT',
  copyright: 'ICOP',
  encoder: 'ISFT',
};

const TAG_OF_ID: ReadonlyMap<string, string> = new Map(
  Object.entries(INFO_NAMES).map(([name, id]) => [id, name]),
);

/** Tags of a LIST chunk's content; none where it is a list of something else. A broken entry ends the reading. */
export function readInfoTags(body: Buffer): Record<string, string> {
  const tags: Record<string, string> = {};
  if (body.toString('latin1', 0, 4) !== 'INFO') return tags;
  for (let at = 4; at + 8 <= body.length; ) {
    const name = TAG_OF_ID.get(body.toString('latin1', at, at + 4));
    const size = body.readUInt32LE(at + 4);
    if (at + 8 + size > body.length) break;
    const text = body
      .toString('utf8', at + 8, at + 8 + size)
      .replace(/\0.*$/s, '')
      .trim();
    if (name !== undefined && text !== '') tags[name] = text;
    at += 8 + size + (size % 2);
  }
  return tags;
}
