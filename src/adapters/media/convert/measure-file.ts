import type { LoudnessFacts, Measuring } from '../../../engine/ports/converter.js';
import type { Ffmpeg } from '../ffmpeg.js';
import { checkMediaFile, fileAddress, GUARDED_INPUT } from '../media-file.js';
import { parseMediaInfo } from '../media-info.js';
import { probeMedia } from '../probe-media.js';
import { startFfmpeg } from '../run-ffmpeg.js';
import { inputOptions } from './arguments.js';
import { createSilenceTracker } from './silence-tracker.js';
import { wantedSeconds } from './wanted-seconds.js';
import { watchRun } from './watchdog.js';

/** Shorter silences are part of speech and music. */
const SILENCE_SECONDS = 0.05;
/** The description of the source, and the summary that closes it. */
const KEPT_LINES = 2000;

/**
 * Measures loudness, true peak and silence at both ends in one pass.
 *
 * @throws {RapgoError} as `MediaConverter.measure`
 */
export async function measureFile(ffmpeg: Ffmpeg, file: string, options: Measuring): Promise<LoudnessFacts> {
  const { track, startSeconds, endSeconds, silenceDb, signal } = options;
  await checkMediaFile(file);
  const lines: string[] = [];
  const silence = createSilenceTracker();
  let doneSeconds = 0;
  const watchdog = watchRun(file, (reason) => running.stop(reason));
  const running = startFfmpeg(ffmpeg, {
    words: 'info',
    inputOptions: [...GUARDED_INPUT, ...inputOptions(options)],
    source: fileAddress(file),
    outputOptions: [
      ...(endSeconds === null ? [] : ['-t', `${endSeconds - (startSeconds ?? 0)}`]),
      ...['-map', `0:a:${track ?? 0}`],
      ...['-af', `silencedetect=n=${silenceDb}dB:d=${SILENCE_SECONDS},ebur128=peak=true:framelog=verbose`],
      ...['-f', 'null'],
    ],
    target: '-',
    limitSeconds: Number.POSITIVE_INFINITY, // the watchdog sees that it gets on
    onLine(line) {
      silence.hear(line);
      if (lines.length >= KEPT_LINES) lines.splice(KEPT_LINES / 2, 1);
      lines.push(line);
    },
    onProgress(seconds) {
      doneSeconds = Math.max(doneSeconds, seconds);
      watchdog.hear(seconds);
      const wanted = wantedSeconds(parseMediaInfo(lines), options);
      if (wanted) options.onProgress?.(Math.min(1, seconds / wanted));
    },
    signal,
  });
  try {
    await running.done;
  } catch (cause) {
    signal?.throwIfAborted();
    await probeMedia(ffmpeg, file, { signal }); // says what is wrong with it
    throw cause;
  } finally {
    watchdog.end();
  }
  return { ...loudness(lines), ...silence.soundRange(doneSeconds) };
}

function loudness(lines: readonly string[]): Pick<LoudnessFacts, 'integratedLufs' | 'truePeakDbtp'> {
  const summary = lines.slice(lines.findLastIndex((line) => / Summary:$/.test(line)));
  const value = (pattern: RegExp): number | null => {
    const found = summary.map((line) => pattern.exec(line)?.[1]).find((text) => text !== undefined);
    const number = Number(found ?? Number.NaN);
    return Number.isFinite(number) ? number : null;
  };
  const integrated = value(/^ +I: +(-?[\d.]+|-inf) LUFS/);
  const isSilent = integrated === null || integrated <= -70; // the gate of BS.1770: nothing was louder
  return { integratedLufs: isSilent ? null : integrated, truePeakDbtp: value(/^ +Peak: +(-?[\d.]+) dBFS/) };
}
