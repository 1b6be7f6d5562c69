import type { Style } from '../style.js';
import { acapella } from './acapella.js';
import { boomBap } from './boom-bap.js';
import { dirtySouth } from './dirty-south.js';
import { drill } from './drill.js';
import { loFi } from './lo-fi.js';
import { oldSchool } from './old-school.js';
import { trap } from './trap.js';
import { tripletHook } from './triplet-hook.js';
import { westCoast } from './west-coast.js';

/** The styles that come with rapgo, by name. The one list: what is added here appears everywhere. */
export const STYLES = {
  'boom-bap': boomBap,
  trap,
  drill,
  'west-coast': westCoast,
  'lo-fi': loFi,
  'old-school': oldSchool,
  'dirty-south': dirtySouth,
  'triplet-hook': tripletHook,
  acapella,
} as const satisfies Readonly<Record<string, Style>>;
