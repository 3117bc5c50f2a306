/** Pixels across and down of the grey pictures that are compared. */
export const comparedSize = 320;

const blockSize = 16;
const blocksAcross = comparedSize / blockSize;
/** Difference of the pixels on both sides, 0 to 255, that the edge of a letter makes. */
const edgeContrast = 60;
/** Letters are dense: at least this share of a block of text are edges. */
const textShare = 0.2;
/** A block of text is another when this share of its edges is elsewhere. */
const movedShare = 0.4;
/** One block alone may be a blinking light. */
const minBlocks = 2;

/** Text too faint or small for all that is found this much later, when the picture changes. */
const faintEveryMs = 2_000;
/** Mean change of a block, 0 to 255, that is more than noise. */
const blockChange = 8;

interface Seen {
  grey: Uint8Array;
  edges: Uint8Array;
  atMs: number;
}

/**
 * Tells on which sampled frames text may have come, gone or changed, so that a caption over
 * moving pictures is read once and not twice a second. Text is where edges are dense and strong
 * (as in edge-based text localisation: Jung, Kim, Jain, "Text information extraction in images
 * and video: a survey", 2004, section 3.1.2); it changed when these edges are at other places.
 */
export class TextWatch {
  #last: Seen | undefined;

  /** Takes the next sample, grey and {@link comparedSize} square. A new shot is always new. */
  isNew(grey: Uint8Array, { atMs, newShot }: { atMs: number; newShot: boolean }): boolean {
    const now = { grey, edges: edgesOf(grey), atMs };
    const last = this.#last;
    const isNew =
      last === undefined ||
      newShot ||
      countBlocks((start) => textMoved(last.edges, now.edges, start)) >= minBlocks ||
      (atMs - last.atMs >= faintEveryMs &&
        countBlocks((start) => meanChange(last.grey, grey, start) >= blockChange) >= minBlocks);
    if (isNew) this.#last = now;
    return isNew;
  }
}

/** 1 where the picture has a strong edge. */
function edgesOf(grey: Uint8Array): Uint8Array {
  const edges = new Uint8Array(grey.length);
  for (let row = 1; row < comparedSize - 1; row++) {
    const from = row * comparedSize;
    for (let at = from + 1; at < from + comparedSize - 1; at++) {
      const across = Math.abs((grey[at + 1] ?? 0) - (grey[at - 1] ?? 0));
      const down = Math.abs((grey[at + comparedSize] ?? 0) - (grey[at - comparedSize] ?? 0));
      if (across > edgeContrast || down > edgeContrast) edges[at] = 1;
    }
  }
  return edges;
}

/** True when the block at `start` held or holds text and most of it is elsewhere now. */
function textMoved(before: Uint8Array, after: Uint8Array, start: number): boolean {
  let hadEdges = 0;
  let hasEdges = 0;
  let either = 0;
  let moved = 0;
  forBlock(start, (at) => {
    const had = before[at] === 1;
    const has = after[at] === 1;
    if (had) hadEdges += 1;
    if (has) hasEdges += 1;
    if (!had && !has) return;
    either += 1;
    if (had !== has && !isNear(had ? after : before, at)) moved += 1;
  });
  const least = textShare * blockSize * blockSize;
  return Math.max(hadEdges, hasEdges) >= least && moved >= movedShare * either;
}

/** Scaling and coding move an edge by a pixel. */
function isNear(edges: Uint8Array, at: number): boolean {
  return (
    edges[at - 1] === 1 ||
    edges[at + 1] === 1 ||
    edges[at - comparedSize] === 1 ||
    edges[at + comparedSize] === 1
  );
}

function meanChange(before: Uint8Array, after: Uint8Array, start: number): number {
  let sum = 0;
  forBlock(start, (at) => {
    sum += Math.abs((after[at] ?? 0) - (before[at] ?? 0));
  });
  return sum / (blockSize * blockSize);
}

function countBlocks(holds: (start: number) => boolean): number {
  let count = 0;
  for (let block = 0; block < blocksAcross * blocksAcross; block++) {
    const top = Math.floor(block / blocksAcross) * blockSize;
    const left = (block % blocksAcross) * blockSize;
    if (holds(top * comparedSize + left)) count += 1;
  }
  return count;
}

function forBlock(start: number, visit: (at: number) => void): void {
  for (let row = 0; row < blockSize; row++) {
    const from = start + row * comparedSize;
    for (let at = from; at < from + blockSize; at++) visit(at);
  }
}
