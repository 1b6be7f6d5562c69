import { arrivalsContract } from '../../engine/ports/arrivals.contract.js';
import { jobStoreContract } from '../../engine/ports/job-store.contract.js';
import { memoryJobs } from './memory.js';
import { memoryArrivals } from './memory-arrivals.js';

jobStoreContract('memory', (now) => memoryJobs({ now }));
arrivalsContract('memory', memoryArrivals);
