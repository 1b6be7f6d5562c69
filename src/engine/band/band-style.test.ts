import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { boomBap } from '../rap/styles/boom-bap.js';
import { BandSchema, type BandStyle } from './band-style.js';

/** Faults of boom bap after a change, as `path: message`. */
function faultsAfter(change: (band: BandStyle) => void): string[] {
  const band = structuredClone(boomBap.band!);
  change(band);
  const result = v.safeParse(BandSchema, band);
  return result.success ? [] : result.issues.map((issue) => `${v.getDotPath(issue)}: ${issue.message}`);
}

describe('BandSchema', () => {
  it('accepts a band as it is', () => expect(faultsAfter(() => {})).toEqual([]));
  it('names a bar that is too short', () => {
    const faults = faultsAfter((band) => {
      band.grooves.main!.kick![1] = 'X---';
    });
    expect(faults).toEqual([expect.stringMatching(/^grooves\.main\.kick\.1: a bar has 16 steps/)]);
  });
  it('names a voice that the kit lacks', () => {
    const faults = faultsAfter((band) => {
      band.fills.big[0]!.triangle = '---- ---- ---- xxxx';
    });
    expect(faults).toEqual([expect.stringMatching(/^fills\.big\.0\.triangle: no drum is called "triangle"/)]);
  });
  it('names unknown chords, lines, progressions and layers', () => {
    const faults = faultsAfter((band) => {
      band.chords.main = ['9'];
      band.parts.bass!.lines.main = ['1 2 3'];
      band.sections.hook.chords = 'none';
      band.sections.hook.lines.piano = ['none'];
      band.sections.outro.layers = [{ from: 0, without: ['nobody'] }];
    });
    const paths = faults.map((fault) => fault.split(':')[0]);
    expect(paths).toEqual([
      'chords.main.0',
      'parts.bass.lines.main.0',
      'sections.hook.chords',
      'sections.hook.lines.piano',
      'sections.outro.layers.0.without',
    ]);
  });
  it('survives a trip through JSON', () => {
    expect(v.parse(BandSchema, JSON.parse(JSON.stringify(boomBap.band)))).toEqual(boomBap.band);
  });
});
