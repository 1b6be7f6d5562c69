import { bass808 } from '../../dsp/synth/bass-808.js';
import { bell } from '../../dsp/synth/bell.js';
import { brass } from '../../dsp/synth/brass.js';
import { clap } from '../../dsp/synth/clap.js';
import { cowbell } from '../../dsp/synth/cowbell.js';
import { crash } from '../../dsp/synth/crash.js';
import { electricBass } from '../../dsp/synth/electric-bass.js';
import { electricPiano } from '../../dsp/synth/electric-piano.js';
import { finish, finishToPeak } from '../../dsp/synth/finish.js';
import { hat } from '../../dsp/synth/hat.js';
import { kick } from '../../dsp/synth/kick.js';
import { lead } from '../../dsp/synth/lead.js';
import type { Chord, Note } from '../../dsp/synth/note.js';
import { pad } from '../../dsp/synth/pad.js';
import { piano } from '../../dsp/synth/piano.js';
import { pluck } from '../../dsp/synth/pluck.js';
import { rim } from '../../dsp/synth/rim.js';
import { riser } from '../../dsp/synth/riser.js';
import { scratch } from '../../dsp/synth/scratch.js';
import { shaker } from '../../dsp/synth/shaker.js';
import { snap } from '../../dsp/synth/snap.js';
import { snare } from '../../dsp/synth/snare.js';
import { strings } from '../../dsp/synth/strings.js';
import { synthBass } from '../../dsp/synth/synth-bass.js';
import { vinyl } from '../../dsp/synth/vinyl.js';
import type { Random } from '../../dsp/types.js';
import type { DrumSound, NoteSound, Texture } from './sounds.js';

/** Sounds whose notes are made one by one. */
type SoloSound = Exclude<NoteSound, { sound: 'pad' | 'strings' | 'brass' }>;

/** Seconds of record noise before it repeats: longer than anybody waits for the same click. */
const TEXTURE_SECONDS = 9.7;

/** Whether a drum sound is as long as its event says, instead of having a length of its own. */
export const isSpan = ({ sound, finish: { reverse = false } = {} }: DrumSound): boolean =>
  sound === 'riser' || sound === 'scratch' || reverse;

function drumMono(
  sound: DrumSound,
  seconds: number,
  velocity: number,
  sampleRate: number,
  random: Random,
): Float32Array {
  switch (sound.sound) {
    case 'kick':
      return kick(sound, sampleRate, random);
    case 'snare':
      return snare(sound, sampleRate, random, velocity);
    case 'clap':
      return clap(sound, sampleRate, random);
    case 'rim':
      return rim(sound, sampleRate, random);
    case 'hat':
      return hat(sound, sampleRate, random, velocity);
    case 'crash':
      // a reversed cymbal grows for as long as its event lasts
      return crash(isSpan(sound) ? { ...sound, decayMs: 1000 * seconds } : sound, sampleRate, random);
    case 'cowbell':
      return cowbell(sound, sampleRate);
    case 'shaker':
      return shaker(sound, sampleRate, random);
    case 'snap':
      return snap(sound, sampleRate, random);
    case 'riser':
      return riser(seconds, sound, sampleRate, random);
    case 'scratch':
      return scratch(seconds, sound, sampleRate, random);
  }
}

/**
 * Makes one stroke of a drum.
 *
 * @param seconds length of a sweep; used by riser, scratch and reversed sounds only
 * @returns one or two channels, peak 1
 */
export const renderDrum = (
  sound: DrumSound,
  seconds: number,
  velocity: number,
  sampleRate: number,
  random: Random,
): readonly Float32Array[] =>
  finishToPeak([drumMono(sound, seconds, velocity, sampleRate, random)], sound.finish ?? {}, sampleRate);

function noteChannels(
  sound: SoloSound,
  note: Note,
  sampleRate: number,
  random: Random,
): readonly Float32Array[] {
  switch (sound.sound) {
    case 'bass808':
      return [bass808(note, sound, sampleRate)];
    case 'electric-bass':
      return [electricBass(note, sound, sampleRate, random)];
    case 'synth-bass':
      return [synthBass(note, sound, sampleRate)];
    case 'electric-piano':
      return electricPiano(note, sound, sampleRate, random);
    case 'piano':
      return piano(note, sound, sampleRate, random);
    case 'lead':
      return [lead(note, sound, sampleRate)];
    case 'bell':
      return [bell(note, sound, sampleRate)];
    case 'pluck':
      return [pluck(note, sound, sampleRate, random)];
  }
}

/** Sums sounds of different lengths, channel by channel. */
function sum(sounds: readonly (readonly Float32Array[])[]): readonly Float32Array[] {
  const [first, ...others] = sounds.toSorted((a, b) => b[0]!.length - a[0]!.length);
  for (const other of others) {
    for (const [index, channel] of first!.entries()) {
      const added = other[index]!;
      for (let n = 0; n < added.length; n++) channel[n]! += added[n]!;
    }
  }
  return first!;
}

function chordChannels(
  sound: NoteSound,
  notes: Chord,
  sampleRate: number,
  random: Random,
): readonly Float32Array[] {
  switch (sound.sound) {
    case 'pad':
      return pad(notes, sound, sampleRate, random);
    case 'strings':
      return strings(notes, sound, sampleRate, random);
    case 'brass':
      return brass(notes, sound, sampleRate, random);
    default:
      return sum(notes.map((note) => noteChannels(sound, note, sampleRate, random)));
  }
}

/**
 * Makes the notes of one stroke together: one, or a chord, which goes through the desk as a whole.
 *
 * @returns one or two channels; each note's peak is 1 at most, a chord and its room add up
 */
export const renderNotes = (
  sound: NoteSound,
  notes: Chord,
  sampleRate: number,
  random: Random,
): readonly Float32Array[] =>
  finish(chordChannels(sound, notes, sampleRate, random), sound.finish ?? {}, sampleRate);

/** Makes the noise under the song: two channels to be repeated without a seam, peak 1. */
export const renderTexture = (
  texture: Texture,
  sampleRate: number,
  random: Random,
): readonly Float32Array[] => vinyl(TEXTURE_SECONDS, texture, sampleRate, random);
