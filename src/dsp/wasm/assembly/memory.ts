/** One line of the cache, so that no vector straddles two. */
const ALIGNMENT: usize = 64;
const PAGE_BITS: usize = 16;

let top: usize = (__heap_base + ALIGNMENT - 1) & ~(ALIGNMENT - 1);

/**
 * Takes memory that is never given back: a whole instance is dropped at once instead. May grow the memory, which
 * detaches the views JavaScript has on it.
 * @returns address of `bytes` zeroed bytes, a multiple of 64
 */
export function allocate(bytes: usize): usize {
  const start = top;
  top = (start + bytes + ALIGNMENT - 1) & ~(ALIGNMENT - 1);
  const missing = <i32>((top + (1 << PAGE_BITS) - 1) >> PAGE_BITS) - memory.size();
  if (missing > 0 && memory.grow(missing) < 0) unreachable();
  return start;
}
