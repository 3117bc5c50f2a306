import type { FramePrint } from '../../base/index.ts';
import { differingBits, maxFrameBits, mirroredHash } from './framePairs.ts';

export interface FrameLikeness {
  /** The part of the longer one that shows the same in the same order, 0 to 1. */
  share: number;
  /** Different pictures among those. */
  pictures: number;
  isMirrored: boolean;
}

/** Two a second; a long video has fewer, so that a comparison stays below a millisecond. */
const stepMs = 500;
const maxSteps = 240;

/**
 * How much of two videos shows the same pictures in the same order, as they are or mirrored. Both are
 * read at even times, and the longest common subsequence of pictures that are the same is taken:
 * what was cut off, put before it or played a little faster leaves the rest as it is.
 */
export function compareFrames(
  one: readonly FramePrint[],
  other: readonly FramePrint[],
): FrameLikeness {
  const none = { share: 0, pictures: 0, isMirrored: false };
  const endMs = Math.max(one.at(-1)?.endMs ?? 0, other.at(-1)?.endMs ?? 0);
  const everyMs = Math.max(stepMs, endMs / maxSteps);
  const rows = stepsOf(one, everyMs);
  const columns = stepsOf(other, everyMs);
  const longer = Math.max(rows.length, columns.length);
  if (rows.length === 0 || columns.length === 0) return none;
  const mirrored = other.map((frame) => ({ ...frame, whole: mirroredHash(frame.whole) }));
  const found = [other, mirrored].map((frames, index) => {
    const isSame = sameFrames(one, frames, index === 1);
    const { length, pictures } = commonSteps(rows, columns, (a, b) => isSame[a]?.[b] === 1);
    return { share: length / longer, pictures, isMirrored: index === 1 };
  });
  return found.reduce((best, each) => (each.share > best.share ? each : best), none);
}

/** The number of the frame at each even time; times at which nothing can be told are left out. */
export function stepsOf(frames: readonly FramePrint[], everyMs: number): number[] {
  const steps: number[] = [];
  let nextMs = frames[0]?.startMs ?? 0;
  for (const [index, { startMs, endMs }] of frames.entries()) {
    nextMs = Math.max(nextMs, startMs);
    // A flash between two times is a picture too.
    do {
      if (steps.length >= maxSteps * 2) return steps;
      steps.push(index);
      nextMs += everyMs;
    } while (nextMs < endMs);
  }
  return steps;
}

function sameFrames(
  one: readonly FramePrint[],
  other: readonly FramePrint[],
  isMirrored: boolean,
): Uint8Array[] {
  return one.map(({ whole, middle }) =>
    Uint8Array.from(other, (frame) => {
      const bits = Math.min(
        differingBits(whole, frame.whole),
        differingBits(middle, frame.whole),
        // The middle of the mirrored one is not made: whole against whole is enough there.
        isMirrored ? 64 : differingBits(whole, frame.middle),
      );
      return bits <= maxFrameBits ? 1 : 0;
    }),
  );
}

/** The longest common subsequence, and how many different pictures of the first it has. */
function commonSteps(
  rows: readonly number[],
  columns: readonly number[],
  isSame: (row: number, column: number) => boolean,
): { length: number; pictures: number } {
  const width = columns.length + 1;
  const lengths = new Uint16Array((rows.length + 1) * width);
  const at = (row: number, column: number): number => lengths[row * width + column] ?? 0;
  for (let row = 1; row <= rows.length; row++) {
    for (let column = 1; column <= columns.length; column++) {
      lengths[row * width + column] = isSame(rows[row - 1] ?? 0, columns[column - 1] ?? 0)
        ? at(row - 1, column - 1) + 1
        : Math.max(at(row - 1, column), at(row, column - 1));
    }
  }
  const pictures = new Set<number>();
  let [row, column] = [rows.length, columns.length];
  while (row > 0 && column > 0) {
    if (isSame(rows[row - 1] ?? 0, columns[column - 1] ?? 0)) {
      pictures.add(rows[row - 1] ?? 0);
      row--;
      column--;
    } else if (at(row - 1, column) >= at(row, column - 1)) row--;
    else column--;
  }
  return { length: at(rows.length, columns.length), pictures: pictures.size };
}
