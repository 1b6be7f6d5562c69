import { expect, it } from 'vitest';
import { AllPole } from './all-pole.js';

const RESONANCES = [
  { angle: 0.2, radius: 0.985 },
  { angle: 0.7, radius: 0.975 },
];

/** Nepers of two resonances at an angle. */
function responseAt(angle: number): number {
  let level = 0;
  for (const { angle: centre, radius } of RESONANCES) {
    for (const side of [angle - centre, angle + centre]) {
      level -= 0.5 * Math.log(1 + radius * radius - 2 * radius * Math.cos(side));
    }
  }
  return level;
}

it.each([0.06, 0.09])('AllPole finds resonances between harmonics %s apart, within 2.5 dB', (spacing) => {
  const angles = Float64Array.from({ length: Math.floor(3 / spacing) }, (_, i) => (i + 1) * spacing);
  const powers = angles.map((angle) => Math.exp(2 * responseAt(angle)));
  const model = new AllPole(8); // with room to spare, as it has in a voice
  model.fit(angles, powers, angles.length);
  for (const angle of [0.15, 0.2, 0.25, 0.4, 0.65, 0.7, 0.75, 1.5]) {
    expect(Math.abs(model.at(angle) - responseAt(angle)) * 8.686).toBeLessThan(2.5);
  }
});

it('AllPole is finite for more resonances than frequencies, and for silence', () => {
  const model = new AllPole(22);
  for (const power of [1, 0]) {
    model.fit(Float64Array.of(0.3, 0.6), Float64Array.of(power, power), 2);
    expect(Number.isFinite(model.at(0.5))).toBe(true);
  }
});
