import type { CommandBuilder } from '../command.js';

/** A command before it is loaded. */
interface CommandEntry {
  /** One sentence for the help. */
  readonly description: string;
  readonly load: () => Promise<CommandBuilder>;
}

/** Every command there is: the one list. A new command is its file and one line here. */
export const COMMANDS = {
  record: {
    description: 'record a take from the microphone',
    load: async () => (await import('./record.js')).recordCommand,
  },
  generate: {
    description: 'turn speech into a rap',
    load: async () => (await import('./generate.js')).generateCommand,
  },
  render: {
    description: 'render an edited plan again',
    load: async () => (await import('./render.js')).renderCommand,
  },
  stretch: {
    description: 'make a sound longer or shorter at the same pitch',
    load: async () => (await import('./stretch.js')).stretchCommand,
  },
  pitch: {
    description: 'make a sound higher or lower at the same length',
    load: async () => (await import('./pitch.js')).pitchCommand,
  },
  convert: {
    description: 'turn video and audio, whole folders of it, into MP3 and other formats',
    load: async () => (await import('./convert.js')).convertCommand,
  },
  watch: {
    description: 'do the same with every file that arrives in a folder',
    load: async () => (await import('./watch.js')).watchCommand,
  },
  analyze: {
    description: 'measure tempo, beats, key, loudness, syllables and pitch of a recording',
    load: async () => (await import('./analyze.js')).analyzeCommand,
  },
  styles: {
    description: 'list the styles, show one, or check a style file',
    load: async () => (await import('./styles.js')).stylesCommand,
  },
  jobs: {
    description: 'list, show, retry, cancel, open and forget past runs',
    load: async () => (await import('./jobs.js')).jobsCommand,
  },
  doctor: {
    description: 'say what rapgo needs and whether it is there',
    load: async () => (await import('./doctor.js')).doctorCommand,
  },
} as const satisfies Readonly<Record<string, CommandEntry>>;
