import { execFileSync } from 'node:child_process';
import { mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sine, wavBytes } from '../../engine/ports/media.sounds.contract.js';
import { createFfmpegDecoder } from './ffmpeg-decoder.js';
import { ffmpegsToTest } from './ffmpegs.contract.js';
import { MEDIA_FORMATS } from './media-file.js';

/**
 * Small texts with the ending of a song that ffmpeg, left alone, opens as lists of other files. The neighbour is
 * a pipe nobody writes to: whoever opened it would wait for ever.
 */
const LISTS: Readonly<Record<string, string>> = {
  concat: 'ffconcat version 1.0\nfile neighbour.wav\n',
  'concat without a version': "file 'neighbour.wav'\n",
  HLS: '#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXTINF:1,\nneighbour.wav\n#EXT-X-ENDLIST\n',
  'HLS of the web': '#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXTINF:1,\nhttp://127.0.0.1:9/x\n#EXT-X-ENDLIST\n',
  DASH: '<?xml version="1.0"?><MPD xmlns="urn:mpeg:dash:schema:mpd:2011"><Period/></MPD>',
  SDP: 'v=0\no=- 0 0 IN IP4 127.0.0.1\ns=x\nc=IN IP4 127.0.0.1\nt=0 0\nm=audio 5004 RTP/AVP 0\n',
  ffmetadata: ';FFMETADATA1\ntitle=x\n',
};

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'rapgo-safety-'));
  if (process.platform !== 'win32')
    execFileSync('/bin/sh', ['-c', 'mkfifo "$0"', join(folder, 'neighbour.wav')]);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe.each(await ffmpegsToTest())('a hostile file with $name', ({ ffmpeg }) => {
  const decoder = createFfmpegDecoder(async () => ffmpeg);
  const decode = (file: string) =>
    decoder.decode(file, { sampleRate: 8000, channelCount: 1, limitSeconds: 9 });

  it.each(Object.keys(LISTS))('that is a list (%s) is refused and leads nowhere', async (kind) => {
    for (const ending of ['mp3', 'm3u8']) {
      const file = join(folder, `list.${ending}`);
      await writeFile(file, LISTS[kind]!);
      await expect(decode(file)).rejects.toMatchObject({ code: 'media/not-media' });
    }
  });
  it('that is a pipe or a device is refused before ffmpeg sees it', async () => {
    await symlink('/dev/zero', join(folder, 'zero.wav')).catch(() => undefined);
    for (const name of ['neighbour.wav', 'zero.wav']) {
      await expect(decode(join(folder, name))).rejects.toMatchObject({ code: 'media/unreadable' });
    }
  });
  it('that promises hours in a small header takes no memory and no time', async () => {
    const bytes = wavBytes([sine(8000)], 8000, 'int16');
    bytes.writeUInt32LE(0x7fff_f000, 40); // as a recorder writes it that cannot go back to its header
    bytes.writeUInt32LE(0x7fff_f024, 4);
    const file = join(folder, 'liar.wav');
    await writeFile(file, bytes);
    const { channels, warnings } = await decode(file);
    expect(channels[0]!.length).toBe(8000);
    expect(warnings.join()).toContain('shorter than its header says');
  });
  it('has only formats to use that this ffmpeg knows', () => {
    const words = execFileSync(ffmpeg.path, ['-hide_banner', '-demuxers'], { encoding: 'utf8' });
    const known = new Set([...words.matchAll(/^ D. +(\S+)/gm)].flatMap((match) => match[1]!.split(',')));
    expect(MEDIA_FORMATS.filter((format) => !known.has(format))).toEqual([]);
    for (const dangerous of ['concat', 'hls', 'dash', 'image2', 'lavfi', 'sdp', 'rtsp', 'tee']) {
      expect(MEDIA_FORMATS).not.toContain(dangerous);
    }
  });
});
