import type { PictureHash } from '../../../base/index.ts';

/** Pixels across and down of the grey pictures that hashes are made of. */
export const greySide = 96;

/** A part of a grey picture, in its pixels: left, top, right and bottom. */
export interface GreyArea {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

const side = 32;
const firstFrequency = 1;
const frequencies = 8;
/** Grey levels: a picture of less contrast is flat, and so is one without detail. */
const minContrast = 7;
const minDetail = 1.2;

/** DCT-II, `cosines[f][x] = cos(π f (2x + 1) / 2N)`. */
const cosines = Array.from({ length: frequencies }, (_, index) =>
  Float64Array.from({ length: side }, (_, at) =>
    Math.cos((Math.PI * (index + firstFrequency) * (2 * at + 1)) / (2 * side)),
  ),
);

/**
 * The perceptual hash of a part of a {@link greySide} square: it is scaled to 32 × 32, and bit by bit
 * says whether each of the DCT's coefficients (1..8, 1..8) is above zero, row by row, the lowest
 * frequencies first. That is pHash's (C. Zauner, "Implementation and Benchmarking of Perceptual Image
 * Hash Functions", 2010, section 3.2.1) with zero for its median, which is near zero: so the hash of a
 * mirrored picture follows from that of the picture. Undefined for one that is flat, such as black.
 */
export function pictureHash(grey: Uint8Array, area: GreyArea): PictureHash | undefined {
  const picture = scaled(grey, area);
  let sum = 0;
  let squares = 0;
  for (const level of picture) {
    sum += level;
    squares += level * level;
  }
  const mean = sum / picture.length;
  if (squares / picture.length - mean * mean < minContrast * minContrast) return undefined;
  // Rows first: of each row its eight frequencies.
  const rows = new Float64Array(side * frequencies);
  for (let row = 0; row < side; row++) {
    for (const [across, cosine] of cosines.entries()) {
      let value = 0;
      for (let at = 0; at < side; at++) {
        value += (picture[row * side + at] ?? 0) * (cosine[at] ?? 0);
      }
      rows[row * frequencies + across] = value;
    }
  }
  let upper = 0;
  let lower = 0;
  let detail = 0;
  for (const [down, cosine] of cosines.entries()) {
    for (let across = 0; across < frequencies; across++) {
      let value = 0;
      for (let row = 0; row < side; row++) {
        value += (rows[row * frequencies + across] ?? 0) * (cosine[row] ?? 0);
      }
      detail += value * value;
      const bit = value > 0 ? 1 : 0;
      if (down < frequencies / 2) upper = (upper << 1) | bit;
      else lower = (lower << 1) | bit;
    }
  }
  // The share of the picture's own variance (Parseval), as a standard deviation in grey levels.
  if ((2 / side) * Math.sqrt(detail) < minDetail * side) return undefined;
  return [upper >>> 0, lower >>> 0];
}

/** Means of the pixels that each of the 32 × 32 covers, as far as it covers them. */
function scaled(grey: Uint8Array, { left, top, right, bottom }: GreyArea): Float64Array {
  const picture = new Float64Array(side * side);
  const wide = (right - left) / side;
  const high = (bottom - top) / side;
  for (let row = 0; row < side; row++) {
    for (let column = 0; column < side; column++) {
      picture[row * side + column] = meanOf(grey, {
        left: left + column * wide,
        top: top + row * high,
        right: left + (column + 1) * wide,
        bottom: top + (row + 1) * high,
      });
    }
  }
  return picture;
}

function meanOf(grey: Uint8Array, { left, top, right, bottom }: GreyArea): number {
  let sum = 0;
  let weight = 0;
  for (let y = Math.floor(top); y < Math.min(greySide, bottom); y++) {
    const high = Math.min(bottom, y + 1) - Math.max(top, y);
    for (let x = Math.floor(left); x < Math.min(greySide, right); x++) {
      const share = high * (Math.min(right, x + 1) - Math.max(left, x));
      sum += share * (grey[y * greySide + x] ?? 0);
      weight += share;
    }
  }
  return weight > 0 ? sum / weight : 0;
}
