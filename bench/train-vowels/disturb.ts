import { RealFft } from '../../src/dsp/fft.js';
import type { Random } from '../../src/dsp/types.js';
import { RATE, type Spoken } from './spoken.js';

/**
 * The same speech as another microphone in another room might have taken it: other speed and pitch, echo, colour,
 * a narrow band, and noise. What is drawn where follows no study; it only has to be wider than life.
 */
export function disturb({ voice, sound, vowels }: Spoken, random: Random): Spoken {
  const speed = random() < 0.75 ? 0.82 + 0.42 * random() : 1;
  const heard = convolve(playedAt(sound, speed), roomResponse(random));
  if (random() < 0.2) narrow(heard, 2500 + 2500 * random());
  if (random() < 0.25) brighten(heard, 0.4 + 0.5 * random());
  const rms = Math.sqrt(heard.reduce((sum, x) => sum + x * x, 0) / Math.max(1, heard.length));
  addNoise(heard, rms * 10 ** (-(8 + 40 * random()) / 20), random() < 0.6, random);
  const moved = vowels.map(({ start, end }) => ({ start: start / speed, end: end / speed }));
  return { voice, sound: heard, vowels: moved };
}

/** Sound in which nobody speaks: noise of any colour, hum or clicks. It has no vowels. */
export function makeNoise(seconds: number, random: Random): Spoken {
  const sound = new Float32Array(Math.round(seconds * RATE));
  addNoise(sound, 0.05, false, random);
  const kind = random();
  if (kind < 0.4) darken(sound, 0.995 * random());
  if (kind > 0.8) addClicks(sound, random);
  if (kind > 0.6 && kind < 0.8) addHum(sound, 50 + 10 * random(), random);
  return { voice: 'noise', sound, vowels: [] };
}

function playedAt(sound: Float32Array, speed: number): Float32Array {
  return Float32Array.from({ length: Math.floor(sound.length / speed) }, (_, n) => {
    const whole = Math.floor(n * speed);
    const part = n * speed - whole;
    return sound[whole]! * (1 - part) + (sound[whole + 1] ?? 0) * part;
  });
}

/** In most rooms a noisy tail from 10 ms on; always some colour by a few early taps. */
function roomResponse(random: Random): Float64Array {
  const response = new Float64Array(0.75 * RATE);
  response[0] = 1;
  if (random() < 0.6) {
    const reverbSeconds = 0.15 + 1.1 * random();
    const level = 0.03 + 0.3 * random() * random();
    for (let n = 0.01 * RATE; n < response.length; n++) {
      response[n] = (random() - 0.5) * level * Math.exp((-6.9 * n) / RATE / reverbSeconds);
    }
  }
  for (let n = 1; n < 24; n++) {
    const tap = (random() * 2 - 1) * 0.25 * Math.exp(-n / 5);
    if (random() < 0.5) response[n]! += tap;
  }
  return response;
}

function convolve(sound: Float32Array, response: Float64Array): Float32Array {
  const size = 2 ** Math.ceil(Math.log2(sound.length + response.length));
  const fft = new RealFft(size);
  const spectrum = (signal: ArrayLike<number>): [Float64Array, Float64Array] => {
    const padded = new Float64Array(size);
    padded.set(signal);
    const [re, im] = [new Float64Array(size / 2 + 1), new Float64Array(size / 2 + 1)];
    fft.forward(padded, re, im);
    return [re, im];
  };
  const [aRe, aIm] = spectrum(sound);
  const [bRe, bIm] = spectrum(response);
  const re = aRe.map((x, k) => x * bRe[k]! - aIm[k]! * bIm[k]!);
  const im = aRe.map((x, k) => x * bIm[k]! + aIm[k]! * bRe[k]!);
  const out = new Float64Array(size);
  fft.inverse(re, im, out);
  return Float32Array.from(out.subarray(0, sound.length));
}

/** Takes treble away, 18 dB an octave. */
function narrow(sound: Float32Array, cutoffHz: number): void {
  const keep = Math.exp((-2 * Math.PI * cutoffHz) / RATE);
  for (let pass = 0; pass < 3; pass++) darken(sound, keep);
}

function darken(sound: Float32Array, keep: number): void {
  let before = 0;
  for (let n = 0; n < sound.length; n++) {
    before = keep * before + (1 - keep) * sound[n]!;
    sound[n] = before;
  }
}

function brighten(sound: Float32Array, amount: number): void {
  let before = 0;
  for (let n = 0; n < sound.length; n++) {
    const now = sound[n]!;
    sound[n] = now - amount * before;
    before = now;
  }
}

/** White noise, or noise that falls towards the treble as most rooms' does; about `rms` strong. */
function addNoise(sound: Float32Array, rms: number, isDark: boolean, random: Random): void {
  let dark = 0;
  for (let n = 0; n < sound.length; n++) {
    const white = (random() + random() + random() - 1.5) * 2;
    dark = 0.95 * dark + 0.31 * white;
    sound[n]! += rms * (isDark ? dark : white);
  }
}

function addHum(sound: Float32Array, hz: number, random: Random): void {
  const levels = Array.from({ length: 8 }, () => 0.2 * random() ** 2);
  for (let n = 0; n < sound.length; n++) {
    levels.forEach((level, k) => {
      sound[n]! += level * Math.sin((2 * Math.PI * hz * (k + 1) * n) / RATE);
    });
  }
}

function addClicks(sound: Float32Array, random: Random): void {
  for (let at = 0; at < sound.length; at += Math.floor((0.1 + 0.9 * random()) * RATE)) {
    const [hz, length] = [500 + 4000 * random(), (0.001 + 0.01 * random()) * RATE];
    for (let n = 0; n < 5 * length && at + n < sound.length; n++) {
      sound[at + n]! += 0.5 * Math.exp(-n / length) * Math.sin((2 * Math.PI * hz * n) / RATE);
    }
  }
}
