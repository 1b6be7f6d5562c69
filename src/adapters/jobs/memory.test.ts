import { jobStoreContract } from '../../engine/ports/job-store.contract.js';
import { memoryJobs } from './memory.js';

jobStoreContract('memory', (now) => memoryJobs({ now }));
