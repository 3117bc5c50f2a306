import type { TurnedBox } from './picture.ts';
import { smallestBox } from './smallestBox.ts';

/** Where the detector is this sure that there is text, lines hang together. */
const minProbability = 0.1;
/** The mean over a region; texture is less sure than this. */
const minMean = 0.2;
const minSidePixels = 3;
/** The detector marks the core of a line: the line itself is wider by this part of area / perimeter. */
const growth = 1.8;

/** Lines of text in the detector's map of probabilities, each with a box around its letters. */
export function textRegions(map: Float32Array, width: number, height: number): TurnedBox[] {
  const seen = new Uint8Array(width * height);
  const boxes: TurnedBox[] = [];
  for (let start = 0; start < seen.length; start++) {
    if (seen[start] === 1 || (map[start] ?? 0) <= minProbability) continue;
    const { outline, mean } = fill(map, { seen, width, height, start });
    if (mean < minMean) continue;
    const core = smallestBox(outline);
    if (Math.min(core.width, core.height) < minSidePixels) continue;
    const grown = (core.width * core.height * growth) / (core.width + core.height);
    boxes.push({ ...core, width: core.width + grown, height: core.height + grown });
  }
  return boxes;
}

interface Flood {
  seen: Uint8Array;
  width: number;
  height: number;
  start: number;
}

/** All places that hang together with the first, as the ends of each row, and their mean. */
function fill(map: Float32Array, { seen, width, height, start }: Flood) {
  const ends = new Map<number, [left: number, right: number]>();
  const waiting = [start];
  seen[start] = 1;
  let sum = 0;
  let count = 0;
  for (let at = waiting.pop(); at !== undefined; at = waiting.pop()) {
    const [x, y] = [at % width, Math.floor(at / width)];
    sum += map[at] ?? 0;
    count += 1;
    const row = ends.get(y);
    if (row === undefined) ends.set(y, [x, x]);
    else {
      row[0] = Math.min(row[0], x);
      row[1] = Math.max(row[1], x);
    }
    for (let dy = -1; dy <= 1; dy++) {
      for (let dx = -1; dx <= 1; dx++) {
        const next = at + dy * width + dx;
        const inside = x + dx >= 0 && x + dx < width && y + dy >= 0 && y + dy < height;
        if (!inside || seen[next] === 1 || (map[next] ?? 0) <= minProbability) continue;
        seen[next] = 1;
        waiting.push(next);
      }
    }
  }
  const outline = [...ends].flatMap(([y, [left, right]]): [number, number][] => [
    [left, y],
    [right, y],
  ]);
  return { outline, mean: sum / count };
}
