/** Endings of files that are looked at when a folder is given; a file that is named itself may be called anything. */
const MEDIA_ENDINGS = new Set(
  [
    '3g2 3gp aac ac3 aif aiff amr ape asf au avi caf eac3 f4v flac flv m2ts m4a m4b m4v mka mkv mov mp2 mp3 mp4 mpeg',
    'mpg mts oga ogg ogv opus ra rm ts vob w64 wav webm wma wmv wv',
  ].flatMap((line) => line.split(' ')),
);

/** Whether a name looks like audio or video. */
export function isMediaName(name: string): boolean {
  const dot = name.lastIndexOf('.');
  return dot > 0 && MEDIA_ENDINGS.has(name.slice(dot + 1).toLowerCase());
}
