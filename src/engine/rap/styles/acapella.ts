import type { Style } from '../style.js';

/** The voice alone, in time. */
export const acapella: Style = {
  styleVersion: 1,
  name: 'acapella',
  title: 'Acapella',
  description: 'The voice alone, in time, with doubles and answers in a small room.',
  tempoBpm: { min: 80, max: 100 },
  flow: { grid: 'sixteenth', swing: 0.54, syllablesPerLine: 14, microTimingMs: 8, lagMs: 0 },
  form: { introBars: 0, verseBars: 16, hookBars: 4, outroBars: 0 },
  adlibs: {
    echoAfterLine: 0.25,
    stutter: 0.03,
    doubleLineEnds: 0.6,
    doubleHook: true,
    pitchSemitones: -5,
    dropBeforeHook: false,
  },
  space: { roomSeconds: 1.3, roomDb: -13, delayBeats: 0.75, delayFeedback: 0.2, delayDb: -20 },
  duckDb: 0,
  band: null,
};
