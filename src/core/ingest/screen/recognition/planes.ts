import { Tensor } from 'onnxruntime-node';
import type { Picture, TurnedBox } from './picture.ts';

/** The detector wants sides that are multiples of this. */
const step = 32;

/** A picture as the detector takes it: planes of blue, green and red, 0 to 1, black at the end. */
export function pictureTensor({ rgb, width, height }: Picture): Tensor {
  const [across, down] = [Math.ceil(width / step) * step, Math.ceil(height / step) * step];
  const planes = new Float32Array(3 * across * down);
  const size = across * down;
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const from = 3 * (y * width + x);
      const to = y * across + x;
      planes[to] = (rgb[from + 2] ?? 0) / 255;
      planes[to + size] = (rgb[from + 1] ?? 0) / 255;
      planes[to + 2 * size] = (rgb[from] ?? 0) / 255;
    }
  }
  return new Tensor('float32', planes, [1, 3, down, across]);
}

/** The recogniser reads lines of this height. */
const lineHeight = 48;
const maxLineWidth = 3_200;

/** A line turned level, as the recogniser takes it; each pixel is the mean of those that it stands for. */
export function lineTensor(picture: Picture, box: TurnedBox): Tensor {
  const scale = box.height / lineHeight;
  const width = Math.min(maxLineWidth, Math.max(lineHeight / 3, Math.round(box.width / scale)));
  const planes = new Float32Array(3 * lineHeight * width);
  const size = lineHeight * width;
  const stepX = box.width / width;
  const [cos, sin] = [Math.cos(box.angle), Math.sin(box.angle)];
  const parts = Math.max(1, Math.round(Math.max(scale, stepX)));
  const colour = new Float64Array(3);
  for (let row = 0; row < lineHeight; row++) {
    for (let column = 0; column < width; column++) {
      colour.fill(0);
      for (let part = 0; part < parts * parts; part++) {
        const u = (column + ((part % parts) + 0.5) / parts) * stepX - box.width / 2;
        const v = (row + (Math.floor(part / parts) + 0.5) / parts) * scale - box.height / 2;
        addPixel(picture, box.x + u * cos - v * sin, box.y + u * sin + v * cos, colour);
      }
      const to = row * width + column;
      for (let plane = 0; plane < 3; plane++) {
        planes[to + plane * size] = (colour[2 - plane] ?? 0) / (255 * parts * parts);
      }
    }
  }
  return new Tensor('float32', planes, [1, 3, lineHeight, width]);
}

/** Adds the colour at a place between pixels, weighed by nearness; beyond the edge it is the edge's. */
function addPixel(
  { rgb, width, height }: Picture,
  x: number,
  y: number,
  colour: Float64Array,
): void {
  const left = Math.floor(Math.min(width - 1, Math.max(0, x)));
  const top = Math.floor(Math.min(height - 1, Math.max(0, y)));
  const right = Math.min(width - 1, left + 1);
  const bottom = Math.min(height - 1, top + 1);
  const fx = Math.min(1, Math.max(0, x - left));
  const fy = Math.min(1, Math.max(0, y - top));
  const [a, b] = [3 * (top * width + left), 3 * (top * width + right)];
  const [c, d] = [3 * (bottom * width + left), 3 * (bottom * width + right)];
  for (let i = 0; i < 3; i++) {
    const above = (rgb[a + i] ?? 0) * (1 - fx) + (rgb[b + i] ?? 0) * fx;
    const below = (rgb[c + i] ?? 0) * (1 - fx) + (rgb[d + i] ?? 0) * fx;
    colour[i] = (colour[i] ?? 0) + above * (1 - fy) + below * fy;
  }
}
