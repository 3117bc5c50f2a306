/** Pixels across and down of what the detector takes. */
export const inputSide = 416;

/** Mean and spread of each channel of what it was trained on, blue first, as NanoDet has them. */
const mean = [103.53, 116.28, 123.675];
const spread = [57.375, 57.12, 58.395];

/** Where a picture lies in the square, its shape kept: in the middle, black around it. */
export interface SquarePlace {
  left: number;
  top: number;
  width: number;
  height: number;
}

export function placeInSquare({ width, height }: { width: number; height: number }): SquarePlace {
  const scale = inputSide / Math.max(width, height);
  const wide = Math.max(1, Math.round(width * scale));
  const high = Math.max(1, Math.round(height * scale));
  return {
    left: Math.floor((inputSide - wide) / 2),
    top: Math.floor((inputSide - high) / 2),
    width: wide,
    height: high,
  };
}

/** Packed RGB as the detector's input: blue, green and red planes of numbers around zero. */
export function squareOf(
  rgb: Uint8Array,
  { width, height }: { width: number; height: number },
  place: SquarePlace,
): Float32Array {
  const plane = inputSide * inputSide;
  const square = new Float32Array(plane * 3);
  for (let channel = 0; channel < 3; channel++) {
    const [middle = 0, unit = 1] = [mean[channel], spread[channel]];
    square.fill(-middle / unit, channel * plane, (channel + 1) * plane);
  }
  for (let row = 0; row < place.height; row++) {
    const fromRow = Math.min(height - 1, Math.floor((row * height) / place.height));
    const to = (place.top + row) * inputSide + place.left;
    for (let column = 0; column < place.width; column++) {
      const fromColumn = Math.min(width - 1, Math.floor((column * width) / place.width));
      const from = (fromRow * width + fromColumn) * 3;
      for (let channel = 0; channel < 3; channel++) {
        const value = rgb[from + 2 - channel] ?? 0;
        square[channel * plane + to + column] =
          (value - (mean[channel] ?? 0)) / (spread[channel] ?? 1);
      }
    }
  }
  return square;
}
