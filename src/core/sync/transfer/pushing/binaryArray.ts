/** The id of `text` in every Postgres. */
export const textType = 25;

/**
 * An array as Postgres takes it in binary: nothing is quoted here nor parsed there. Strings go as
 * UTF-8, bytes as they are, in the element type's own binary form; null is NULL.
 */
export function binaryArray(
  elementType: number,
  elements: readonly (string | Uint8Array | null)[],
): Buffer {
  const sizes = elements.map((element) =>
    element === null
      ? 0
      : typeof element === 'string'
        ? Buffer.byteLength(element)
        : element.length,
  );
  const whole = sizes.reduce((sum, size) => sum + 4 + size, 20);
  const bytes = Buffer.allocUnsafe(whole);
  // Dimensions, whether there are NULLs, the type, then the one dimension's length and first index.
  const header = [1, Number(elements.includes(null)), elementType | 0, elements.length, 1];
  let at = 0;
  for (const number of header) at = bytes.writeInt32BE(number, at);
  for (const [index, element] of elements.entries()) {
    const size = sizes[index] ?? 0;
    at = bytes.writeInt32BE(element === null ? -1 : size, at);
    if (typeof element === 'string') bytes.write(element, at);
    else if (element !== null) bytes.set(element, at);
    at += size;
  }
  return bytes;
}
