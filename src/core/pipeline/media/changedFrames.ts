/** Pixels across and down of the grey pictures that are compared. */
export const comparedSize = 192;
const blockSize = 8;
/** Mean change of a block, 0 to 255, that a letter appearing or going makes. */
const blockChange = 14;
/** Text that comes or goes changes at least this many blocks. */
const leastBlocks = 3;

/**
 * True when two grey pictures differ so much that text may have come or gone. Blocks rather than
 * the whole: a caption is a small part of a frame.
 */
export function hasChanged(before: Uint8Array | undefined, after: Uint8Array): boolean {
  if (before === undefined) return true;
  let changed = 0;
  for (let top = 0; top < comparedSize; top += blockSize) {
    for (let left = 0; left < comparedSize; left += blockSize) {
      if (changeOfBlock(before, after, top * comparedSize + left) >= blockChange) changed += 1;
      if (changed >= leastBlocks) return true;
    }
  }
  return false;
}

function changeOfBlock(before: Uint8Array, after: Uint8Array, start: number): number {
  let sum = 0;
  for (let row = 0; row < blockSize; row++) {
    const from = start + row * comparedSize;
    for (let at = from; at < from + blockSize; at++) {
      sum += Math.abs((after[at] ?? 0) - (before[at] ?? 0));
    }
  }
  return sum / (blockSize * blockSize);
}
