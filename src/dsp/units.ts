/** Decibels of an amplitude ratio; −Infinity for 0. */
export const gainToDb = (gain: number): number => 20 * Math.log10(gain);

const NEPERS_PER_DB = Math.LN10 / 20;

/** Amplitude ratio of a level difference in decibels; by `exp`, eight times as quick as a power of 10. */
export const dbToGain = (db: number): number => Math.exp(db * NEPERS_PER_DB);

/** Decibels of a power ratio; −Infinity for 0. */
export const powerToDb = (power: number): number => 10 * Math.log10(power);

/** Power ratio of a level difference in decibels. */
export const dbToPower = (db: number): number => 10 ** (db / 10);

/** Frequency ratio of an interval in semitones (12 = one octave). */
export const semitonesToRatio = (semitones: number): number => 2 ** (semitones / 12);

/** Frequency in Hz of a MIDI note number; 69 is A4 = 440 Hz. */
export const midiToHz = (note: number): number => 440 * semitonesToRatio(note - 69);

/** MIDI note number, fractional, of a frequency in Hz > 0. */
export const hzToMidi = (hz: number): number => 69 + 12 * Math.log2(hz / 440);

/** Duration of one beat in seconds. [60 s/min] / [beats/min] = [s/beat] */
export const secondsPerBeat = (tempoBpm: number): number => 60 / tempoBpm;

/** Nearest whole sample of a time. [s]·[samples/s] = [samples] */
export const secondsToSamples = (seconds: number, sampleRate: number): number =>
  Math.round(seconds * sampleRate);
