export { allocate } from './memory';
export { forwardReal, initFft, inverseReal } from './fft';
export {
  createKernel,
  gainsAddress,
  inputAddress,
  outputAddress,
  powerAddress,
  timbreAddress,
  windowAddress,
} from './layout';
export { finish, hear, hearAfterAttack, hearBeforeAttack, hearHopBefore, hearWithoutAttack } from './frame';
export { keepPhases, turnPhases } from './phases';
export {
  areWithin,
  createSamples,
  dither16,
  floats16,
  factorsAddress,
  resultsAddress,
  samplesAddress,
  stepEnergies,
} from './samples';
export { addProducts, addResults, addScaled, multiply, saturate, softClip } from './shape';
export { clearRoom, initRoom, runRoom } from './room';
export { clearEchoes, initEchoes, runEchoes } from './echoes';
export { createFir, firLineAddress, firRowsAddress, firSumsAddress, runFir } from './fir';
