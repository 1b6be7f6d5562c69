import type { BandStyle } from './band-style.js';
import { faultOfChord } from './chords.js';
import { faultOfLine } from './line.js';
import { faultOfBar, stepsPerBar } from './steps.js';

/** Something that the shape of the data cannot show: where, and what was expected. */
export interface ScoreFault {
  readonly path: readonly (string | number)[];
  readonly message: string;
}

const listed = (names: readonly string[]): string => (names.length > 0 ? names.join(', ') : 'none');

/** A fault where `name` is not among `names`. */
function missing(
  path: ScoreFault['path'],
  name: string,
  names: readonly string[],
  what: string,
): ScoreFault[] {
  return names.includes(name)
    ? []
    : [{ path, message: `no ${what} is called "${name}"; there are: ${listed(names)}` }];
}

function* drumFaults({ kit, grid, grooves, fills }: BandStyle): Generator<ScoreFault> {
  const steps = stepsPerBar(grid);
  const voices = Object.keys(kit.drums);
  for (const [name, groove] of Object.entries(grooves)) {
    for (const [voice, bars] of Object.entries(groove)) {
      yield* missing(['grooves', name, voice], voice, voices, 'drum');
      for (const [index, bar] of bars.entries()) {
        const message = faultOfBar(bar, steps, false);
        if (message) yield { path: ['grooves', name, voice, index], message };
      }
    }
  }
  for (const size of ['small', 'big'] as const) {
    for (const [index, fill] of fills[size].entries()) {
      for (const [voice, bar] of Object.entries(fill)) {
        yield* missing(['fills', size, index, voice], voice, voices, 'drum');
        const message = faultOfBar(bar, steps, true);
        if (message) yield { path: ['fills', size, index, voice], message };
      }
    }
  }
  for (const [voice, sound] of Object.entries(kit.drums)) {
    for (const other of sound.chokes ?? [])
      yield* missing(['kit', 'drums', voice, 'chokes'], other, voices, 'drum');
  }
  if (kit.duck) yield* missing(['kit', 'duck', 'by'], kit.duck.by, voices, 'drum');
}

function* partFaults({ kit, grid, chords, parts }: BandStyle): Generator<ScoreFault> {
  const steps = stepsPerBar(grid);
  for (const [name, progression] of Object.entries(chords)) {
    for (const [index, symbol] of progression.entries()) {
      const message = faultOfChord(symbol);
      if (message) yield { path: ['chords', name, index], message };
    }
  }
  const players = [...(kit.bass ? ['bass'] : []), ...Object.keys(kit.keys)];
  for (const [name, part] of Object.entries(parts)) {
    yield* missing(['parts', name], name, players, 'player in the kit (bass or keys)');
    for (const [line, bars] of Object.entries(part.lines)) {
      for (const [index, bar] of bars.entries()) {
        const message = faultOfLine(bar, steps);
        if (message) yield { path: ['parts', name, 'lines', line, index], message };
      }
    }
  }
}

function* sectionFaults(band: BandStyle): Generator<ScoreFault> {
  const voices = Object.keys(band.kit.drums);
  const all = ['drums', 'bass', 'keys', ...voices, ...Object.keys(band.parts)];
  for (const [kind, section] of Object.entries(band.sections)) {
    const at = ['sections', kind];
    for (const groove of section.grooves) {
      yield* missing([...at, 'grooves'], groove, Object.keys(band.grooves), 'groove');
    }
    yield* missing([...at, 'chords'], section.chords, Object.keys(band.chords), 'progression');
    for (const [part, lines] of Object.entries(section.lines)) {
      yield* missing([...at, 'lines', part], part, Object.keys(band.parts), 'part');
      const known = Object.keys(band.parts[part]?.lines ?? {});
      for (const line of lines) yield* missing([...at, 'lines', part], line, known, 'line');
    }
    for (const [index, layer] of section.layers.entries()) {
      for (const name of layer.without) {
        yield* missing([...at, 'layers', index, 'without'], name, all, 'voice, part or stem');
      }
    }
    for (const voice of section.enter) yield* missing([...at, 'enter'], voice, voices, 'drum');
    if (section.leadIn) yield* missing([...at, 'leadIn', 'voice'], section.leadIn.voice, voices, 'drum');
  }
  for (const name of band.dropKeeps) yield* missing(['dropKeeps'], name, all, 'voice, part or stem');
}

/** Everything in a band's music that refers to nothing or cannot be read. */
export function faultsOfScore(band: BandStyle): ScoreFault[] {
  return [...drumFaults(band), ...partFaults(band), ...sectionFaults(band)];
}
