/**
 * Entry of a worker thread: the module a pool loads there, under the name it looks for. The composition root hands a
 * pool the address of this file, since adapters do not import it. A kernel returns arrays it made or was given:
 * their buffers are moved out of the thread, so a table kept for the next call would be gone.
 */
export { KERNELS as kernels } from './kernels.js';
