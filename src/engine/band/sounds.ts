import * as v from 'valibot';

const number = (min: number, max: number) => v.optional(v.pipe(v.number(), v.minValue(min), v.maxValue(max)));
const hz = number(20, 20_000);
const ms = number(0, 8000);
const share = number(0, 1);
const punch = number(0, 8);
const db = number(-60, 12);

/** What a desk does to a sound; see `FinishParams` of the synthesizer. */
export const FinishSchema = v.strictObject({
  lowCutHz: hz,
  highCutHz: hz,
  drive: punch,
  crush: v.optional(
    v.strictObject({
      bits: v.pipe(v.number(), v.minValue(4), v.maxValue(16)),
      rateHz: v.pipe(v.number(), v.minValue(4000), v.maxValue(48_000)),
    }),
  ),
  room: v.optional(
    v.strictObject({
      seconds: v.pipe(v.number(), v.minValue(0.05), v.maxValue(3)),
      wetDb: v.pipe(v.number(), v.minValue(-60), v.maxValue(6)),
      brightHz: hz,
      preDelayMs: number(0, 80),
    }),
  ),
  reverse: v.optional(v.boolean()),
});

/** Fields that every voice has beside those of its sound. */
const mixFields = {
  /** Level against the other voices of the stem. */
  levelDb: v.pipe(v.number(), v.minValue(-60), v.maxValue(6)),
  /** −1 left to 1 right. @default 0 */
  pan: number(-1, 1),
  /** Constant delay of every stroke, ms; a late snare is lazy. @default 0 */
  lagMs: number(-30, 30),
  finish: v.optional(FinishSchema),
};

/** Fields of a stroke: drums. */
const strokeFields = {
  ...mixFields,
  /** Voices whose ringing this one stops, as a closed hat stops the open one. */
  chokes: v.optional(v.array(v.string())),
  /** Different takes of the same stroke, used in turn so that no two sound alike. @default 3 */
  takes: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(6))),
};

/** The drums, one schema per sound; each field beside the common ones is a parameter of that synthesizer. */
export const DrumSoundSchema = v.variant('sound', [
  v.strictObject({
    sound: v.literal('kick'),
    ...strokeFields,
    ...{ startHz: hz, endHz: hz, sweepMs: ms, holdMs: ms, decayMs: ms, clickDb: db, knockDb: db, punch },
  }),
  v.strictObject({
    sound: v.literal('snare'),
    ...strokeFields,
    ...{
      toneHz: hz,
      toneMs: ms,
      toneDb: db,
      noiseMs: ms,
      noiseLowHz: hz,
      noiseHighHz: hz,
      crackDb: db,
      punch,
    },
  }),
  v.strictObject({
    sound: v.literal('clap'),
    ...strokeFields,
    ...{ centreHz: hz, q: number(0.2, 8), hands: number(1, 6), spreadMs: ms, tailMs: ms },
  }),
  v.strictObject({ sound: v.literal('rim'), ...strokeFields, lowHz: hz, highHz: hz, decayMs: ms }),
  v.strictObject({
    sound: v.literal('hat'),
    ...strokeFields,
    ...{ decayMs: ms, air: share, pitch: number(0.4, 3), lowCutHz: hz },
  }),
  v.strictObject({
    sound: v.literal('crash'),
    ...strokeFields,
    ...{ decayMs: ms, air: share, pitch: number(0.4, 3) },
  }),
  v.strictObject({ sound: v.literal('cowbell'), ...strokeFields, lowHz: hz, highHz: hz, decayMs: ms }),
  v.strictObject({ sound: v.literal('shaker'), ...strokeFields, attackMs: ms, decayMs: ms, centreHz: hz }),
  v.strictObject({ sound: v.literal('snap'), ...strokeFields, centreHz: hz, decayMs: ms }),
  v.strictObject({ sound: v.literal('riser'), ...strokeFields, fromHz: hz, toHz: hz, q: number(0.2, 8) }),
  v.strictObject({ sound: v.literal('scratch'), ...strokeFields, pitchHz: hz, pushes: number(0.5, 8) }),
]);

const bass808 = v.strictObject({
  sound: v.literal('bass808'),
  ...mixFields,
  ...{
    decayMs: ms,
    sweepOctaves: number(0, 4),
    sweepMs: ms,
    punch,
    growl: share,
    releaseMs: number(5, 1000),
  },
});
const electricBass = v.strictObject({
  sound: v.literal('electric-bass'),
  ...mixFields,
  ...{ pluckAt: number(0.03, 0.5), softness: number(0.3, 3), decayMs: ms, thump: share, punch },
});
const synthBass = v.strictObject({
  sound: v.literal('synth-bass'),
  ...mixFields,
  ...{ cutoffHz: hz, openOctaves: number(0, 6), closeMs: ms, resonance: number(0.5, 8), sub: share, punch },
});
const electricPiano = v.strictObject({
  sound: v.literal('electric-piano'),
  ...mixFields,
  ...{ tine: share, bark: number(0, 4), decayMs: ms, wowCents: number(0, 50) },
  ...{ tremoloHz: number(0, 12), tremoloDepth: share },
});
const piano = v.strictObject({
  sound: v.literal('piano'),
  ...mixFields,
  ...{ brightness: share, ageCents: number(0, 40), decayMs: ms, hammer: share },
});
const pad = v.strictObject({
  sound: v.literal('pad'),
  ...mixFields,
  ...{ attackMs: ms, releaseMs: number(5, 2000), cutoffHz: hz, breathOctaves: number(0, 3) },
  ...{ detuneCents: number(0, 60), vowel: v.optional(v.picklist(['none', 'ah', 'oh'])) },
});
const strings = v.strictObject({
  sound: v.literal('strings'),
  ...mixFields,
  ...{ attackMs: ms, releaseMs: number(5, 2000), accent: number(0, 3), cutoffHz: hz, octave: share },
});
const brass = v.strictObject({
  sound: v.literal('brass'),
  ...mixFields,
  ...{ attackMs: ms, releaseMs: number(5, 2000), cutoffHz: hz, blareOctaves: number(0, 4) },
  ...{ detuneCents: number(0, 60), punch },
});
const lead = v.strictObject({
  sound: v.literal('lead'),
  ...mixFields,
  ...{ wave: v.optional(v.picklist(['sine', 'saw', 'square'])), attackMs: ms, releaseMs: number(5, 2000) },
  ...{ vibratoCents: number(0, 100), cutoffHz: hz },
});
const bell = v.strictObject({
  sound: v.literal('bell'),
  ...mixFields,
  ...{ ratio: number(0.5, 12), metal: number(0, 6), decayMs: ms },
});
const pluck = v.strictObject({
  sound: v.literal('pluck'),
  ...mixFields,
  ...{ brightness: share, decayMs: ms, pluckAt: number(0.03, 0.5) },
});

/** The pitched sounds, for bass and keys alike. */
export const NoteSoundSchema = v.variant('sound', [
  bass808,
  electricBass,
  synthBass,
  electricPiano,
  piano,
  pad,
  strings,
  brass,
  lead,
  bell,
  pluck,
]);

/** Noise under the whole song. */
export const TextureSchema = v.strictObject({
  sound: v.literal('vinyl'),
  levelDb: v.pipe(v.number(), v.minValue(-80), v.maxValue(0)),
  cracklesPerSecond: number(0, 60),
  hiss: share,
  rumble: share,
});

/** See {@link DrumSoundSchema}. */
export type DrumSound = v.InferOutput<typeof DrumSoundSchema>;
/** See {@link NoteSoundSchema}. */
export type NoteSound = v.InferOutput<typeof NoteSoundSchema>;
/** See {@link TextureSchema}. */
export type Texture = v.InferOutput<typeof TextureSchema>;
