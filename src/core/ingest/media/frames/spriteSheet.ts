import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { AV_PIX_FMT_RGB24 } from 'node-av/constants';
import { Frame } from 'node-av/lib';
import type { SpriteFile } from '../mediaCalls.ts';
import { FramePictures, fitInto, type PictureSize } from './framePictures.ts';

const columns = 10;
const maxTiles = 100;
const maxSidePixels = 160;
const minIntervalMs = 500;

/**
 * Small pictures at even times on one sheet, for scrubbing: tile n is the first new picture
 * from n times `intervalMs` on, or what stood on the screen when none came for that long.
 */
export class SpriteSheet {
  readonly intervalMs: number;
  readonly tile: PictureSize;
  readonly #tiles: Buffer[] = [];

  constructor(options: PictureSize & { durationMs: number }) {
    this.intervalMs = Math.max(minIntervalMs, Math.ceil(options.durationMs / maxTiles));
    this.tile = fitInto(options, maxSidePixels);
  }

  /** True when the next tile's time has come. */
  wants(atMs: number): boolean {
    return this.#tiles.length < maxTiles && atMs >= this.#tiles.length * this.intervalMs;
  }

  /** Takes the picture shown from `atMs` as packed RGB of the tile's size. */
  add(rgb: Buffer, atMs: number): void {
    this.#hold(Math.floor(atMs / this.intervalMs));
    if (this.#tiles.length < maxTiles) this.#tiles.push(rgb);
  }

  /** Writes `sprite.jpg`. */
  async write(folder: string, endMs: number): Promise<SpriteFile> {
    this.#hold(Math.ceil(endMs / this.intervalMs));
    const { width, height } = this.tile;
    const across = Math.min(columns, Math.max(1, this.#tiles.length));
    const rows = Math.max(1, Math.ceil(this.#tiles.length / across));
    const sheet = Buffer.alloc(across * width * 3 * rows * height);
    for (const [index, tile] of this.#tiles.entries()) {
      const left = (index % across) * width * 3;
      const top = Math.floor(index / across) * height;
      for (let line = 0; line < height; line++) {
        const from = line * width * 3;
        const to = (top + line) * across * width * 3 + left;
        tile.copy(sheet, to, from, from + width * 3);
      }
    }
    const size = { width: across * width, height: rows * height };
    using frame = Frame.fromVideoBuffer(sheet, {
      ...size,
      format: AV_PIX_FMT_RGB24,
      timeBase: { num: 1, den: 1_000 },
      pts: 0n,
    });
    using pictures = new FramePictures();
    const path = join(folder, 'sprite.jpg');
    await writeFile(path, pictures.jpeg(frame, size));
    const { intervalMs } = this;
    return { path, columns: across, rows, tileWidth: width, tileHeight: height, intervalMs };
  }

  /** Repeats the last tile until there are so many. */
  #hold(count: number): void {
    const last = this.#tiles.at(-1);
    if (last === undefined) return;
    while (this.#tiles.length < Math.min(maxTiles, count)) this.#tiles.push(last);
  }
}
