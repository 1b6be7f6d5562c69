import { describe, expect, it } from 'vitest';
import {
  dbToGain,
  dbToPower,
  gainToDb,
  hzToMidi,
  midiToHz,
  powerToDb,
  secondsPerBeat,
  secondsToSamples,
  semitonesToRatio,
} from './units.js';

describe('decibels', () => {
  it('of half the amplitude are −6.02, of half the power −3.01', () => {
    expect(gainToDb(0.5)).toBeCloseTo(-6.0206, 4);
    expect(powerToDb(0.5)).toBeCloseTo(-3.0103, 4);
    expect(dbToPower(-20)).toBeCloseTo(0.01, 12);
  });
  it('of nothing are minus infinity, and back', () => {
    expect(gainToDb(0)).toBe(Number.NEGATIVE_INFINITY);
    expect(powerToDb(0)).toBe(Number.NEGATIVE_INFINITY);
    expect(dbToGain(Number.NEGATIVE_INFINITY)).toBe(0);
  });
  it('come back from gains', () => {
    for (const db of [-60, -3, 0, 12]) expect(gainToDb(dbToGain(db))).toBeCloseTo(db, 12);
  });
});

describe('pitch', () => {
  it('doubles after twelve semitones', () => expect(semitonesToRatio(12)).toBe(2));
  it('of MIDI note 69 is 440 Hz and of note 60 is middle C, 261.63 Hz', () => {
    expect(midiToHz(69)).toBe(440);
    expect(midiToHz(60)).toBeCloseTo(261.6256, 4);
  });
  it('comes back from frequencies, fractions of a note too', () => {
    for (const note of [21, 59.5, 108]) expect(hzToMidi(midiToHz(note))).toBeCloseTo(note, 10);
  });
});

describe('time', () => {
  it('of a beat at 120 BPM is half a second', () => expect(secondsPerBeat(120)).toBe(0.5));
  it('in samples is the nearest whole number', () => {
    expect(secondsToSamples(0.5, 44_100)).toBe(22_050);
    expect(secondsToSamples(1 / 3, 10)).toBe(3);
  });
});
