/** Speech enough for a machine: syllables of a hiss and one of four vowels, pitch falling, as a 16-bit WAV file. */
export function toySpeech(syllables: number): Uint8Array {
  const rate = 16_000;
  const syllableLength = Math.round(0.22 * rate);
  const samples = new Int16Array((syllables + 4) * syllableLength);
  let noise = 1;
  for (let syllable = 0; syllable < syllables; syllable++) {
    const isPause = syllable % 6 === 5;
    const [low, high] = VOWELS[syllable % VOWELS.length]!;
    for (let n = 0; n < syllableLength && !isPause; n++) {
      noise = (Math.imul(noise, 1_664_525) + 1_013_904_223) >>> 0;
      const seconds = n / rate;
      const hiss = seconds < 0.05 ? noise / 2 ** 32 - 0.5 : 0;
      const swell = Math.sin(Math.PI * Math.min(1, Math.max(0, (seconds - 0.05) / 0.15))) ** 0.5 || 0;
      let vowel = 0;
      for (let harmonic = 1; harmonic <= 25; harmonic++) {
        const hz = harmonic * (130 - 20 * seconds);
        const formants = 1 / (1 + ((hz - low) / 150) ** 2) + 0.6 / (1 + ((hz - high) / 200) ** 2);
        vowel += (formants + 0.05) * Math.sin(2 * Math.PI * hz * seconds);
      }
      samples[(syllable + 2) * syllableLength + n] = 6000 * (0.15 * hiss + swell * vowel * 0.4);
    }
  }
  return wavFile(samples, rate);
}

/** First and second formant of a, i, o and e, Hz. */
const VOWELS: readonly (readonly [low: number, high: number])[] = [
  [700, 1200],
  [300, 2300],
  [450, 850],
  [550, 1800],
];

function wavFile(samples: Int16Array, rate: number): Uint8Array {
  const head = Buffer.alloc(44);
  head.write('RIFF', 0);
  head.writeUInt32LE(36 + samples.byteLength, 4);
  head.write('WAVEfmt ', 8);
  head.writeUInt32LE(16, 16);
  head.writeUInt16LE(1, 20); // PCM
  head.writeUInt16LE(1, 22); // channels
  head.writeUInt32LE(rate, 24);
  head.writeUInt32LE(2 * rate, 28);
  head.writeUInt16LE(2, 32);
  head.writeUInt16LE(16, 34);
  head.write('data', 36);
  head.writeUInt32LE(samples.byteLength, 40);
  return Buffer.concat([head, Buffer.from(samples.buffer)]);
}
