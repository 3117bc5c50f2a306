/** What a stretch of a video looks like: two perceptual hashes of the picture that it begins with. */
export interface FramePrint {
  startMs: number;
  endMs: number;
  /** Of the whole picture: 64 bits, as two halves. */
  whole: PictureHash;
  /** Of its middle, so that a picture of which the edges were cut off is known too. */
  middle: PictureHash;
}

/** The upper and the lower 32 of 64 bits, unsigned. */
export type PictureHash = readonly [number, number];

const bytesEach = 24;

/** Six unsigned 32-bit numbers each, little-endian: start, end, whole (upper, lower), middle. */
export function packFrames(frames: readonly FramePrint[]): Uint8Array {
  const bytes = new Uint8Array(frames.length * bytesEach);
  const view = new DataView(bytes.buffer);
  for (const [index, { startMs, endMs, whole, middle }] of frames.entries()) {
    for (const [at, value] of [startMs, endMs, ...whole, ...middle].entries()) {
      view.setUint32(index * bytesEach + at * 4, value, true);
    }
  }
  return bytes;
}

/** The reverse of {@link packFrames}; an unfinished last one is left out. */
export function unpackFrames(bytes: Uint8Array): FramePrint[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const frames: FramePrint[] = [];
  for (let from = 0; from + bytesEach <= bytes.length; from += bytesEach) {
    const at = (index: number): number => view.getUint32(from + index * 4, true);
    frames.push({ startMs: at(0), endMs: at(1), whole: [at(2), at(3)], middle: [at(4), at(5)] });
  }
  return frames;
}

/** Unsigned 32-bit numbers, little-endian, of what {@link packSound} made. */
export function unpackSound(bytes: Uint8Array): Uint32Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return Uint32Array.from({ length: bytes.length >>> 2 }, (_, at) => view.getUint32(at * 4, true));
}

export function packSound(items: Uint32Array): Uint8Array {
  const bytes = new Uint8Array(items.length * 4);
  const view = new DataView(bytes.buffer);
  for (const [at, item] of items.entries()) view.setUint32(at * 4, item, true);
  return bytes;
}
