import { BEATS_PER_BAR } from '../band/beat-clock.js';
import type { Drop } from '../band/song-map.js';
import type { Plan } from './plan.js';

/** The last bar of a verse without drums, where the style wants it and a hook follows. */
export function dropsOf({ sections, style }: Pick<Plan, 'sections' | 'style'>): Drop[] {
  if (!style.adlibs.dropBeforeHook) return [];
  return sections.flatMap(({ kind, startBar, bars }, i) => {
    if (kind !== 'verse' || sections[i + 1]?.kind !== 'hook') return [];
    const endBeat = (startBar + bars) * BEATS_PER_BAR;
    return [{ startBeat: endBeat - BEATS_PER_BAR, endBeat }];
  });
}
