/**
 * Makes a generator of UUIDv7: the time of birth stands in front, so that ids sort by age, and a counter keeps the
 * order of those born in the same millisecond.
 *
 * @param now milliseconds since 1970-01-01 UTC; a clock that steps back does not disturb the order
 * @see RFC 9562, section 5.7, and 6.2 method 1 (the counter)
 */
export function createUuidv7(now: () => number): () => string {
  let lastMs = 0;
  let counter = 0;
  return () => {
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    const ms = now();
    if (ms > lastMs) {
      lastMs = ms;
      counter = ((bytes[6]! << 8) | bytes[7]!) & 0x7ff; // the counter's top bit stays free to count into
    } else if (++counter > 0xfff) {
      lastMs += 1;
      counter = 0;
    }
    const view = new DataView(bytes.buffer);
    view.setUint32(0, Math.floor(lastMs / 2 ** 16));
    view.setUint16(4, lastMs % 2 ** 16);
    view.setUint16(6, 0x7000 | counter);
    view.setUint8(8, 0x80 | (bytes[8]! & 0x3f));
    const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
    return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
  };
}
