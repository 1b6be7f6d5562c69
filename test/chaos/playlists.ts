/** What is planted beside the inputs and must never be heard or read. */
export const SECRET = { stem: 'secret', words: 'SECRET-MARKER-5f3a', hertz: 5000 } as const;

/**
 * Texts of a few lines that make a careless ffmpeg read another file: lists, streams and descriptions of sessions.
 *
 * @param target the other file, however it is to be named
 */
export const PLAYLISTS: readonly ((target: string) => string)[] = [
  (target) => `ffconcat version 1.0\nfile '${target}'\nduration 2\n`,
  (target) => `file ${target}\nfile ${target}\n`,
  (target) => `ffconcat version 1.0\nfile '${target}'\noption safe 0\ninpoint 0\n`,
  (target) => `#EXTM3U\n#EXT-X-VERSION:3\n#EXT-X-TARGETDURATION:2\n#EXTINF:2,\n${target}\n#EXT-X-ENDLIST\n`,
  (target) =>
    `#EXTM3U\n#EXT-X-TARGETDURATION:2\n#EXT-X-MAP:URI="${target}"\n#EXTINF:2,\n${target}\n#EXT-X-ENDLIST\n`,
  (target) => `#EXTM3U\n#EXT-X-STREAM-INF:BANDWIDTH=1000\n${target}\n`,
  (target) =>
    `#EXTM3U\n#EXT-X-TARGETDURATION:2\n#EXT-X-KEY:METHOD=AES-128,URI="${target}"\n#EXTINF:2,\n${target}\n`,
  (target) => `[playlist]\nFile1=${target}\nNumberOfEntries=1\nVersion=2\n`,
  (target) => `PERFORMER "x"\nFILE "${target}" WAVE\n  TRACK 01 AUDIO\n    INDEX 01 00:00:00\n`,
  (target) =>
    `v=0\no=- 0 0 IN IP4 127.0.0.1\ns=x\nc=IN IP4 127.0.0.1\nt=0 0\na=tool:${target}\nm=audio 5004 RTP/AVP 0\n`,
  (target) =>
    `<?xml version="1.0"?><MPD xmlns="urn:mpeg:dash:schema:mpd:2011" type="static" mediaPresentationDuration="PT2S">` +
    `<Period><AdaptationSet mimeType="audio/mp4"><Representation id="0" bandwidth="1000"><BaseURL>${target}</BaseURL>` +
    `<SegmentList duration="2"><SegmentURL media="${target}"/></SegmentList></Representation></AdaptationSet></Period></MPD>`,
  (target) => `<asx version="3.0"><entry><ref href="${target}"/></entry></asx>`,
  (target) => `#!/usr/bin/ffplay\nmovie=${target}\n`,
];

/** Names under which the same file could be reached from `folder`. */
export const targetsIn = (folder: string, name: string): readonly string[] => [
  name,
  `./${name}`,
  `${folder}/${name}`,
  `file:${folder}/${name}`,
  `file://${folder}/${name}`,
  `concat:${folder}/${name}`,
  `subfile,,start,0,end,0,,:${folder}/${name}`,
  `async:file:${folder}/${name}`,
  `crypto:${folder}/${name}`,
  `data:text/plain,${name}`,
];

/** A QuickTime file whose sound is said to lie in another one (`dref` with an alias or an address). */
export function referenceMovie(movie: Buffer, target: string): Buffer {
  const at = movie.indexOf('dref');
  const moov = movie.indexOf('moov');
  if (at < 0 || moov < 0) return movie;
  const address = Buffer.from(`${target}\0`, 'latin1');
  const entry = Buffer.alloc(12 + address.length);
  entry.writeUInt32BE(entry.length, 0);
  entry.write('url ', 4, 'latin1');
  address.copy(entry, 12);
  // After the count stands one entry of 12 bytes that says: in this very file.
  const grown = Buffer.concat([movie.subarray(0, at + 12), entry, movie.subarray(at + 24)]);
  const more = entry.length - 12;
  for (const name of ['moov', 'trak', 'mdia', 'minf', 'dinf', 'dref']) {
    const box = name === 'dref' ? at : grown.lastIndexOf(name, at);
    if (box >= 4) grown.writeUInt32BE(grown.readUInt32BE(box - 4) + more, box - 4);
  }
  return grown;
}
