import { join } from 'node:path';
import { deriveSeed } from '../../dsp/random.js';
import { dbToGain, secondsToSamples } from '../../dsp/units.js';
import { arrange } from '../band/arrange.js';
import { createBand } from '../band/band.js';
import type { EncodeStream } from '../ports/media.js';
import type { TaskContext, TaskOutput } from '../task.js';
import { type BlockSink, mixDown, STEM_NAMES, type StemName, type StemPlayer } from './mixdown.js';
import type { Plan } from './plan.js';
import { type Production, RAP_RATE, songEnd, step } from './produce.js';
import { createSpool, type Spool } from './spool.js';
import { createVoiceBus } from './voice-bus.js';
import { createVoiceTrack } from './voice-track.js';

/** A mixed song before mastering. */
export interface SongMix {
  readonly premaster: Spool;
  /** The lead before effects. */
  readonly dry: Spool;
  readonly lufs: number;
  readonly stems: readonly TaskOutput[];
}

const TAIL_SECONDS = 3; // for echoes and cymbals to fade

/** Plays every stem of a plan and sums them. */
export async function mixSong(production: Production, context: TaskContext): Promise<SongMix> {
  const { plan } = production;
  const lengthSamples = secondsToSamples(songEnd(plan) + TAIL_SECONDS, RAP_RATE);
  const dry = createSpool(join(context.scratch, 'dry.f32'), 1);
  const premaster = createSpool(join(context.scratch, 'premaster.f32'), 2);
  const lead = trackOf('lead', production, context);
  const players = await createPlayers(production, context);
  const sinks = await openStems(production, players.names, context);
  try {
    const lufs = await mixDown({
      lengthSamples,
      sampleRate: RAP_RATE,
      dryVoice: async (start, out) => {
        await lead.prepare(start + out.length);
        await players.prepare(start + out.length);
        lead.read(start, [out]);
      },
      players: players.forBlock,
      drySpool: dry,
      mixSpool: premaster,
      sinks: sinks.streams,
      onBlock: (fraction) => step(context, 'mix', fraction),
    });
    for (const stream of sinks.streams.values()) await stream.finish();
    return { premaster, dry, lufs, stems: sinks.outputs };
  } finally {
    for (const stream of sinks.streams.values()) await stream.discard();
  }
}

const trackOf = (part: 'lead' | 'second', { plan, voice }: Production, { workers, signal }: TaskContext) =>
  createVoiceTrack({
    lines: plan.lines.filter(({ role }) => (role === 'lead') === (part === 'lead')),
    voice,
    sampleRate: RAP_RATE,
    tune: plan.tune,
    workers,
    signal,
  });

interface Players {
  readonly names: readonly StemName[];
  prepare(end: number): Promise<void>;
  forBlock(dry: Float32Array): readonly StemPlayer[];
}

async function createPlayers(production: Production, context: TaskContext): Promise<Players> {
  const { plan } = production;
  const bus = createVoiceBus(RAP_RATE, plan.style.space, plan.tempoBpm);
  const second = trackOf('second', production, context);
  const music = musicPlayers(production);
  return {
    names: ['voice', 'doubles', ...music.map(({ name }) => name)],
    prepare: (end) => second.prepare(end),
    forBlock: (dry) => [
      { name: 'voice', play: (_start, out) => bus.play(dry, out) },
      { name: 'doubles', play: (start, out) => second.read(start, out) },
      ...music,
    ],
  };
}

function musicPlayers({ plan, beat }: Production): StemPlayer[] {
  if (beat) return [beatPlayer(plan, beat)];
  const { band: bandStyle } = plan.style;
  if (!bandStyle) return [];
  const { sections, tempoBpm, gridStart, key, seed } = plan;
  const events = arrange(plan.style, { sections, tempoBpm, gridStart, key, seed: deriveSeed(seed, 'band') });
  const band = createBand({
    events,
    kit: bandStyle.kit,
    sampleRate: RAP_RATE,
    seed: deriveSeed(seed, 'sounds'),
  });
  return (['drums', 'bass', 'keys'] as const).map((name) => ({
    name,
    play: (start, out) => band.render(name, start, out),
  }));
}

/** The recording, from its place in the song on; over its end it starts again at its first downbeat. */
function beatPlayer({ beat: file, beatTimes }: Plan, channels: readonly Float32Array[]): StemPlayer {
  const offset = secondsToSamples(file?.offset ?? 0, RAP_RATE);
  void beatTimes;
  return {
    name: 'beat',
    play(start, out) {
      out.forEach((channel, c) => {
        const source = channels[c]!;
        for (let n = 0; n < channel.length; n++) channel[n] = source[start + n - offset] ?? 0;
      });
    },
  };
}

interface Stems {
  readonly streams: ReadonlyMap<StemName | 'dry-voice' | 'premaster', EncodeStream & BlockSink>;
  readonly outputs: readonly TaskOutput[];
}

/** File names of the stems a plan has. */
export function stemFiles(hasBand: boolean, hasBeat: boolean): (StemName | 'dry-voice' | 'premaster')[] {
  const music: StemName[] = hasBeat ? ['beat'] : hasBand ? ['drums', 'bass', 'keys'] : [];
  return [
    'dry-voice',
    ...STEM_NAMES.filter((name) => ['voice', 'doubles', ...music].includes(name)),
    'premaster',
  ];
}

async function openStems(
  { plan, beat, stemsDir }: Production,
  _names: readonly StemName[],
  context: TaskContext,
): Promise<Stems> {
  const streams = new Map<StemName | 'dry-voice' | 'premaster', EncodeStream>();
  const outputs: TaskOutput[] = [];
  if (stemsDir === null) return { streams, outputs };
  for (const name of stemFiles(plan.style.band !== null, beat !== null)) {
    const file = join(context.scratch, `${name}.wav`);
    const stream = await context.encoder.open(file, {
      format: 'wav',
      sampleRate: RAP_RATE,
      channelCount: name === 'dry-voice' ? 1 : 2,
      wavSample: 'float32',
      tags: {},
      signal: context.signal,
    });
    streams.set(name, stream);
    outputs.push({ role: `stem:${name}`, file, uri: new URL(`${name}.wav`, asFolder(stemsDir)).href });
  }
  return { streams, outputs };
}

/** A folder's address ends in a slash, or the last name would be replaced. */
export const asFolder = (uri: string): string => (uri.endsWith('/') ? uri : `${uri}/`);

void dbToGain;
