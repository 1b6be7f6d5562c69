import { describe, expect, it } from 'vitest';
import { countChannels, parseMediaInfo } from './media-info.js';

const VIDEO = `[mov,mp4 @ 0x55] some words
Input #0, mov,mp4,m4a,3gp,3g2,mj2, from 'file:/a/b, from c.mp4':
  Metadata:
    title           : Stream #0:7: Audio: pretended, 1 Hz, mono
  Duration: 01:02:03.50, start: 0.000000, bitrate: 151 kb/s
  Stream #0:0[0x1](und): Video: h264 (High) (avc1 / 0x31637661), yuv420p(progressive), 64x64, 25 fps (default)
  Stream #0:1[0x2](eng): Audio: aac (LC) (mp4a / 0x6134706D), 48000 Hz, 5.1(side), fltp, 125 kb/s (default)
    Stream #0:2: Audio: pcm_s16le ([1][0][0][0] / 0x0001), 8000 Hz, 1 channels (FC), s16, 128 kb/s
  Stream #0:3: Audio: none, 0 channels
Output #0, null, to 'pipe:':
  Stream #0:0(und): Audio: mp3, 48000 Hz, stereo, fltp, 125 kb/s (default)`;

describe('parseMediaInfo()', () => {
  it('reads format, length and the tracks of the input alone', () => {
    const info = parseMediaInfo(VIDEO.split('\n'));
    expect(info).toMatchObject({
      format: 'mov,mp4,m4a,3gp,3g2,mj2',
      durationSeconds: 3723.5,
      hasVideo: true,
      audioTracks: [
        { index: 0, codec: 'aac', sampleRate: 48_000, channelCount: 6, layout: '5.1(side)' },
        { index: 1, codec: 'pcm_s16le', sampleRate: 8000, channelCount: 1 },
      ],
    });
    expect(info?.audioTracks).toHaveLength(2);
  });
  it('takes the cover of a song for no video, and an unknown length for null', () => {
    const lines = [
      "Input #0, mp3, from 'x':",
      '  Duration: N/A, start: 0.000000, bitrate: N/A',
      '  Stream #0:0: Audio: mp3, 44100 Hz, stereo, fltp, 128 kb/s',
      '  Stream #0:1: Video: mjpeg (Baseline), yuvj420p, 500x500, 90k tbr (attached pic)',
    ];
    expect(parseMediaInfo(lines)).toMatchObject({ durationSeconds: null, hasVideo: false });
  });
  it('is undefined where ffmpeg opened nothing', () => {
    expect(parseMediaInfo(['file:x.mp3: Invalid argument'])).toBeUndefined();
  });
});

describe('countChannels()', () => {
  it.each([
    ['mono', 1],
    ['stereo', 2],
    ['2.1', 3],
    ['quad(side)', 4],
    ['5.1(side)', 6],
    ['7.1.4', 12],
    ['12 channels', 12],
    ['3 channels (FL+FR+LFE)', 3],
    ['ambisonic 1', 4],
    ['', 0],
    ['pretended', 0],
  ])('knows that %s has %i', (layout, count) => expect(countChannels(layout)).toBe(count));
});
