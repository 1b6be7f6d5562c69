import { join } from 'node:path';
import { createDrumBus } from '../../dsp/drum-bus.js';
import { measureLoudness } from '../../dsp/loudness.js';
import { deriveSeed } from '../../dsp/random.js';
import { dbToGain, secondsToSamples } from '../../dsp/units.js';
import { arrange } from '../band/arrange.js';
import { BAND_STEMS } from '../band/kit.js';
import type { EncodeStream } from '../ports/media.js';
import type { TaskContext, TaskOutput } from '../task.js';
import { accentAmount } from './accent.js';
import { createBandTrack } from './band-track.js';
import { beatStem } from './beat-stem.js';
import { dropsOf } from './drops.js';
import { RAP_RATE } from './hear-speech.js';
import { createLeadFeed } from './lead-feed.js';
import { songEnd } from './make-plan.js';
import { mixDown, type StemPlayer } from './mixdown.js';
import { type StemFile, type StemName, stemUri } from './output-files.js';
import { type Production, step } from './production.js';
import { createSpool, type Spool } from './spool.js';
import { createVoiceBus } from './voice-bus.js';
import { createVoiceTrack, type VoiceTrack } from './voice-track.js';

/** A mixed song before mastering. */
export interface SongMix {
  readonly premaster: Spool;
  /** The lead before effects. */
  readonly dry: Spool;
  readonly lufs: number;
  readonly stems: readonly TaskOutput[];
}

const TAIL_SECONDS = 3; // for echoes and cymbals to fade
const BAND_LUFS = -18; // of a recorded beat: as loud as the styles' own bands

/** Plays every stem of a plan and sums them. */
export async function mixSong(production: Production, context: TaskContext): Promise<SongMix> {
  const { plan } = production;
  const lengthSamples = secondsToSamples(songEnd(plan) + TAIL_SECONDS, RAP_RATE);
  const dry = createSpool(join(context.scratch, 'dry.f32'), 1);
  const premaster = createSpool(join(context.scratch, 'premaster.f32'), 2);
  const feed = createLeadFeed(trackOf('lead', production, context), RAP_RATE, plan.style.duckDb);
  const seconds = trackOf('second', production, context);
  const bus = createVoiceBus(RAP_RATE, plan.style.space, plan.tempoBpm);
  const music = musicOf(production, lengthSamples, context);
  const stems = await openStems(
    production.stemsDir,
    ['voice', 'doubles', ...music.players.map(({ name }) => name)],
    context,
  );
  try {
    const lufs = await mixDown({
      lengthSamples,
      sampleRate: RAP_RATE,
      drySpool: dry,
      mixSpool: premaster,
      sinks: stems.streams,
      onBlock: (fraction) => step(context, 'mix', fraction),
      async nextBlock(start, length) {
        const { dry: lead, duckGains } = await feed.next(length);
        await seconds.prepare(start + length);
        await music.prepare(start + length);
        return {
          dry: lead,
          players: [
            ...voices(lead, bus, seconds),
            ...music.players.map(({ name, play }) => ({ name, play, gains: duckGains })),
          ],
        };
      },
    });
    for (const stream of stems.streams.values()) await stream.finish();
    return { premaster, dry, lufs, stems: stems.outputs };
  } finally {
    for (const stream of stems.streams.values()) await stream.discard();
  }
}

const voices = (
  lead: Float32Array,
  bus: ReturnType<typeof createVoiceBus>,
  seconds: VoiceTrack,
): StemPlayer[] => [
  { name: 'voice', play: (_start, out) => bus.playLead(lead, out) },
  {
    name: 'doubles',
    play(start, out) {
      seconds.read(start, out);
      bus.playSeconds(out);
    },
  },
];

function trackOf(
  part: 'lead' | 'second',
  { plan, voice }: Production,
  { workers, signal }: TaskContext,
): VoiceTrack {
  const lines = plan.lines.filter(({ role }) => (role === 'lead') === (part === 'lead'));
  return createVoiceTrack({
    lines,
    voice,
    sampleRate: RAP_RATE,
    tune: plan.tune,
    accent: accentAmount(plan.strength),
    workers,
    signal,
  });
}

/** All that is no voice. */
interface Music {
  readonly players: readonly StemPlayer[];
  /** Waits until the players can play up to sample `end` of the song. */
  prepare(end: number): Promise<void>;
}

function musicOf({ plan, beat }: Production, lengthSamples: number, { workers, signal }: TaskContext): Music {
  const atOnce = async (): Promise<void> => {};
  if (beat && plan.beat) {
    const { integratedLufs } = measureLoudness({ sampleRate: RAP_RATE, channels: beat });
    const gain = Number.isFinite(integratedLufs) ? dbToGain(BAND_LUFS - integratedLufs) : 1;
    const fadeFrom = secondsToSamples(songEnd(plan), RAP_RATE);
    const place = { sampleRate: RAP_RATE, gain, fadeFrom, fadeTo: lengthSamples };
    return { players: [beatStem({ file: plan.beat, channels: beat, ...place })], prepare: atOnce };
  }
  const { band: bandStyle } = plan.style;
  if (!bandStyle) return { players: [], prepare: atOnce };
  const events = arrange(plan.style, { ...plan, drops: dropsOf(plan), seed: deriveSeed(plan.seed, 'band') });
  const band = {
    events,
    kit: bandStyle.kit,
    sampleRate: RAP_RATE,
    seed: deriveSeed(plan.seed, 'sounds'),
  };
  const track = createBandTrack({ band, lengthSamples, workers, signal });
  const drumBus = createDrumBus({ sampleRate: RAP_RATE });
  const players = BAND_STEMS.map(
    (name): StemPlayer => ({
      name,
      play(start, out) {
        track.read(name, start, out);
        if (name === 'drums') drumBus.process(out);
      },
    }),
  );
  return { players, prepare: track.prepare };
}

interface Stems {
  readonly streams: ReadonlyMap<StemFile, EncodeStream>;
  readonly outputs: readonly TaskOutput[];
}

async function openStems(
  stemsDir: string | null,
  names: readonly StemName[],
  { scratch, encoder, signal }: TaskContext,
): Promise<Stems> {
  const streams = new Map<StemFile, EncodeStream>();
  const outputs: TaskOutput[] = [];
  if (stemsDir === null) return { streams, outputs };
  for (const name of ['dry-voice', ...names, 'premaster'] as const) {
    const file = join(scratch, `${name}.wav`);
    const channelCount = name === 'dry-voice' ? 1 : 2;
    const sound = {
      format: 'wav',
      sampleRate: RAP_RATE,
      channelCount,
      wavSample: 'float32',
      tags: {},
    } as const;
    streams.set(name, await encoder.open(file, { ...sound, signal }));
    outputs.push({ role: `stem:${name}`, file, uri: stemUri(stemsDir, name) });
  }
  return { streams, outputs };
}
