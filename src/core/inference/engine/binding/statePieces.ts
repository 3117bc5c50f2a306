/** First word of packed states; plain ones of llama.cpp begin with a small count. */
const mark = 0x53_54_50_31;
const headerBytes = 8;
const entryBytes = 12;

/** The state of a sequence's positions `from` to `until`, exclusive. */
export interface StatePiece {
  from: number;
  until: number;
  bytes: Uint8Array;
}

/** Little-endian words: the mark, how many pieces, from, until and bytes of each; then the bytes. */
export function packPieces(pieces: readonly StatePiece[]): Uint8Array {
  const bodyAt = headerBytes + pieces.length * entryBytes;
  const size = pieces.reduce((sum, { bytes }) => sum + bytes.length, bodyAt);
  const packed = new Uint8Array(size);
  const view = new DataView(packed.buffer);
  view.setUint32(0, mark, true);
  view.setUint32(4, pieces.length, true);
  let at = bodyAt;
  for (const [index, { from, until, bytes }] of pieces.entries()) {
    const entryAt = headerBytes + index * entryBytes;
    view.setUint32(entryAt, from, true);
    view.setUint32(entryAt + 4, until, true);
    view.setUint32(entryAt + 8, bytes.length, true);
    packed.set(bytes, at);
    at += bytes.length;
  }
  return packed;
}

/** What {@link packPieces} packed, or undefined when the bytes are not that. */
export function unpackPieces(packed: Uint8Array): StatePiece[] | undefined {
  const view = new DataView(packed.buffer, packed.byteOffset, packed.length);
  if (packed.length < headerBytes || view.getUint32(0, true) !== mark) return undefined;
  const count = view.getUint32(4, true);
  let at = headerBytes + count * entryBytes;
  if (at > packed.length) return undefined;
  const pieces: StatePiece[] = [];
  for (let index = 0; index < count; index++) {
    const entryAt = headerBytes + index * entryBytes;
    const from = view.getUint32(entryAt, true);
    const until = view.getUint32(entryAt + 4, true);
    const end = at + view.getUint32(entryAt + 8, true);
    if (end > packed.length || from !== (pieces.at(-1)?.until ?? 0) || until <= from) {
      return undefined;
    }
    pieces.push({ from, until, bytes: packed.subarray(at, end) });
    at = end;
  }
  return at === packed.length ? pieces : undefined;
}
