import { workersContract } from '../../engine/ports/workers.contract.js';
import { kernels } from '../../engine/ports/workers.kernels.contract.js';
import { inlineWorkers } from './inline.js';

workersContract('inline', () => inlineWorkers(kernels));
