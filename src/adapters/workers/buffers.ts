/**
 * Every buffer inside a value made of plain objects, arrays and typed arrays, each once: what can be handed to another
 * thread without a copy. Shared memory is not listed, as it need not be moved.
 */
export function ownedBuffers(value: unknown): ArrayBuffer[] {
  const found = new Set<ArrayBuffer>();
  const visited = new Set<object>();
  const visit = (part: unknown): void => {
    if (typeof part !== 'object' || part === null || visited.has(part)) return;
    visited.add(part);
    if (part instanceof ArrayBuffer) found.add(part);
    else if (ArrayBuffer.isView(part)) visit(part.buffer);
    else for (const inner of part instanceof Map ? part.values() : Object.values(part)) visit(inner);
  };
  visit(value);
  return [...found];
}
