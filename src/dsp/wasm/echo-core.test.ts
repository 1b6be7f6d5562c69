import { expect, it } from 'vitest';
import { createWasmEcho } from './echo-core.js';

it('puts an echo on the left after the delay and half of it on the right after two', () => {
  const echo = createWasmEcho({ delayLength: 3, feedback: 0.5, highCut: 1, lowCut: 0 })!;
  const [left, right] = [new Float32Array(10), new Float32Array(10)];
  echo.run(Float32Array.of(1, 0, 0, 0, 0, 0, 0, 0, 0, 0), left, right, 0, 10);
  expect([...left]).toEqual([0, 0, 0, 1, 0, 0, 0, 0, 0, 0.25]);
  expect([...right]).toEqual([0, 0, 0, 0, 0, 0, 0.5, 0, 0, 0]);
  echo.clear();
  echo.run(new Float32Array(10), left, right, 0, 10);
  expect([...left, ...right].every((x) => x === 0)).toBe(true);
});
