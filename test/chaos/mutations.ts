import { type Chance, pick } from '../../bench/score/seeded.js';
import { PLAYLISTS, referenceMovie, SECRET, targetsIn } from './playlists.js';

/** What mutations are made of. */
export interface Material {
  readonly chance: Chance;
  /** Whole files by their endings. */
  readonly files: readonly { readonly ending: string; readonly bytes: Buffer }[];
  /** Where the inputs and the secrets lie. */
  readonly folder: string;
  /** Endings of the secrets. */
  readonly secrets: readonly string[];
}

/** One hostile file. */
export interface Mutant {
  readonly kind: string;
  /** With the dot. */
  readonly ending: string;
  readonly bytes: Buffer;
}

const place = (length: number, chance: Chance): number => Math.floor(chance() * length);

/** A place that lies near the beginning half of the time: there the headers are. */
const weakSpot = (length: number, chance: Chance): number =>
  chance() < 0.5 ? place(Math.min(length, 1024), chance) : place(length, chance);

type Mutation = (bytes: Buffer, material: Material) => Buffer;

const MUTATIONS: Readonly<Record<string, Mutation>> = {
  flip(bytes, { chance }) {
    const changed = Buffer.from(bytes);
    const count = 1 + place(4 ** (1 + place(4, chance)), chance);
    for (let n = 0; n < count; n++) changed[weakSpot(changed.length, chance)]! ^= 1 << place(8, chance);
    return changed;
  },
  random(bytes, { chance }) {
    const changed = Buffer.from(bytes);
    const [from, length] = [weakSpot(changed.length, chance), 1 + place(64, chance)];
    for (let n = from; n < Math.min(from + length, changed.length); n++) changed[n] = place(256, chance);
    return changed;
  },
  extreme(bytes, { chance }) {
    const changed = Buffer.from(bytes);
    const at = place(Math.min(changed.length - 4, 4096), chance);
    changed.writeUInt32BE(pick([0, 1, 0x7fffffff, 0x80000000, 0xffffffff, 0xffff], chance), at);
    return changed;
  },
  cut: (bytes, { chance }) => bytes.subarray(0, place(bytes.length, chance)),
  behead: (bytes, { chance }) => bytes.subarray(place(bytes.length, chance)),
  hole(bytes, { chance }) {
    const changed = Buffer.from(bytes);
    const from = place(changed.length, chance);
    return changed.fill(0, from, Math.min(changed.length, from + 1 + place(4096, chance)));
  },
  splice(bytes, { chance, files }) {
    const other = pick(files, chance).bytes;
    return Buffer.concat([
      bytes.subarray(0, place(bytes.length, chance)),
      other.subarray(place(other.length, chance)),
    ]);
  },
  twice: (bytes) => Buffer.concat([bytes, bytes]),
  playlist: (_bytes, material) => playlist(material),
  'playlist before': (bytes, material) => Buffer.concat([playlist(material), bytes]),
  'playlist inside'(bytes, material) {
    const at = weakSpot(bytes.length, material.chance);
    return Buffer.concat([bytes.subarray(0, at), playlist(material), bytes.subarray(at)]);
  },
  reference(_bytes, material) {
    const movie = material.files.find(({ ending }) => ending === '.mp4')!;
    return referenceMovie(movie.bytes, targetOf(material));
  },
};

const KINDS = Object.keys(MUTATIONS);

function targetOf({ chance, folder, secrets }: Material): string {
  return pick(targetsIn(folder, `${SECRET.stem}${pick(secrets, chance)}`), chance);
}

function playlist(material: Material): Buffer {
  return Buffer.from(pick(PLAYLISTS, material.chance)(targetOf(material)));
}

/** The next hostile file; one in eight has the ending of another format. */
export function nextMutant(material: Material): Mutant {
  const { chance, files } = material;
  const { bytes, ending } = pick(files, chance);
  const kind = pick(KINDS, chance);
  const name = chance() < 1 / 8 ? pick(files, chance).ending : ending;
  return { kind, ending: name, bytes: MUTATIONS[kind]!(bytes, material) };
}
