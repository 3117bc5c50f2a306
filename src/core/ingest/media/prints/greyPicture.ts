import { type GreyArea, greySide } from './pictureHash.ts';

/** At most 64 numbers a row: what is 255 across is squeezed as it is. */
export interface PackedPicture {
  pixels: Uint8Array;
  width: number;
  height: number;
  /** Bytes a pixel: 1 grey, 3 RGB. */
  channels: 1 | 3;
}

/**
 * A picture of any shape as a grey {@link greySide} square, turned clockwise. Each pixel is the mean
 * of those it covers, at least of one.
 */
export function greyPicture(
  { pixels, width, height, channels }: PackedPicture,
  rotationDegrees = 0,
): Uint8Array {
  const square = new Uint8Array(greySide * greySide);
  for (let row = 0; row < greySide; row++) {
    const top = Math.floor((row * height) / greySide);
    const bottom = Math.max(top + 1, Math.floor(((row + 1) * height) / greySide));
    for (let column = 0; column < greySide; column++) {
      const left = Math.floor((column * width) / greySide);
      const right = Math.max(left + 1, Math.floor(((column + 1) * width) / greySide));
      let sum = 0;
      for (let y = top; y < bottom; y++) {
        for (let x = left; x < right; x++)
          sum += greyOf(pixels, (y * width + x) * channels, channels);
      }
      const [x, y] = turned(column, row, rotationDegrees);
      square[y * greySide + x] = Math.round(sum / ((bottom - top) * (right - left)));
    }
  }
  return square;
}

/** ITU-R BT.601 luma. */
function greyOf(pixels: Uint8Array, at: number, channels: 1 | 3): number {
  const first = pixels[at] ?? 0;
  if (channels === 1) return first;
  return 0.299 * first + 0.587 * (pixels[at + 1] ?? 0) + 0.114 * (pixels[at + 2] ?? 0);
}

function turned(x: number, y: number, degrees: number): [number, number] {
  const last = greySide - 1;
  switch (degrees) {
    case 90:
      return [last - y, x];
    case 180:
      return [last - x, last - y];
    case 270:
      return [y, last - x];
    default:
      return [x, y];
  }
}

/** Grey levels of bars: black ones as video has them, after coding. */
const maxBlack = 26;
/** Less than this of a side is left as it is: the rest is a picture in any case. */
const minPart = 0.3;

/**
 * What is left of pictures without the black bars around all of them. Bars that some of the pictures
 * do not have are none: a dark scene has dark edges.
 */
export function withoutBars(pictures: readonly Uint8Array[]): GreyArea {
  // The brightest that any picture is in each row and column, but for single spots.
  const rows = new Float64Array(greySide);
  const columns = new Float64Array(greySide);
  for (const grey of pictures) {
    for (let line = 0; line < greySide; line++) {
      let across = 0;
      let down = 0;
      for (let at = 0; at < greySide; at++) {
        if ((grey[line * greySide + at] ?? 0) > maxBlack) across++;
        if ((grey[at * greySide + line] ?? 0) > maxBlack) down++;
      }
      rows[line] = Math.max(rows[line] ?? 0, across);
      columns[line] = Math.max(columns[line] ?? 0, down);
    }
  }
  const [top, bottom] = spanOf(rows);
  const [left, right] = spanOf(columns);
  return { left, top, right, bottom };
}

const spots = 2;

function spanOf(lines: Float64Array): [number, number] {
  let first = 0;
  while (first < greySide && (lines[first] ?? 0) <= spots) first++;
  let end = greySide;
  while (end > first && (lines[end - 1] ?? 0) <= spots) end--;
  if (end - first < greySide * minPart) return [0, greySide];
  // The line beside a bar is partly bar.
  return [first === 0 ? 0 : first + 1, end === greySide ? greySide : end - 1];
}
