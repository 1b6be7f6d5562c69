export { allocate } from './memory';
export { forwardReal, initFft, inverseReal } from './fft';
export {
  createKernel,
  finish,
  gainsAddress,
  hear,
  hearAfterAttack,
  hearBeforeAttack,
  hearHopBefore,
  hearWithoutAttack,
  inputAddress,
  keepPhases,
  outputAddress,
  powerAddress,
  timbreAddress,
  turnPhases,
  windowAddress,
} from './frame';
