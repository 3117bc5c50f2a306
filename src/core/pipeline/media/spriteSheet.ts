import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Scaler } from 'node-av/api';
import { AV_PIX_FMT_RGB24 } from 'node-av/constants';
import { Frame, Rational } from 'node-av/lib';
import type { SpriteFile } from './mediaCalls.ts';

const columns = 10;
const mostTiles = 100;
const longestSidePixels = 160;
const shortestIntervalMs = 500;

/** Small pictures at even times on one sheet, for scrubbing. */
export class SpriteSheet {
  readonly intervalMs: number;
  readonly tileWidth: number;
  readonly tileHeight: number;
  readonly #tiles: Buffer[] = [];

  constructor(options: { durationMs: number; width: number; height: number }) {
    this.intervalMs = Math.max(shortestIntervalMs, Math.ceil(options.durationMs / mostTiles));
    const scale = longestSidePixels / Math.max(options.width, options.height);
    this.tileWidth = evenPixels(options.width * scale);
    this.tileHeight = evenPixels(options.height * scale);
  }

  /** True when a frame of this time belongs on the sheet. */
  wants(atMs: number): boolean {
    return this.#tiles.length < mostTiles && atMs >= this.#tiles.length * this.intervalMs;
  }

  /** Takes a tile as packed RGB of the tile's size. */
  add(rgb: Buffer): void {
    this.#tiles.push(rgb);
  }

  async write(folder: string, scaler: Scaler): Promise<SpriteFile> {
    const rows = Math.max(1, Math.ceil(this.#tiles.length / columns));
    const rowBytes = columns * this.tileWidth * 3;
    const sheet = Buffer.alloc(rowBytes * rows * this.tileHeight);
    for (const [index, tile] of this.#tiles.entries()) {
      const left = (index % columns) * this.tileWidth * 3;
      const top = Math.floor(index / columns) * this.tileHeight;
      for (let line = 0; line < this.tileHeight; line++) {
        const from = line * this.tileWidth * 3;
        tile.copy(sheet, (top + line) * rowBytes + left, from, from + this.tileWidth * 3);
      }
    }
    using frame = new Frame();
    frame.alloc();
    frame.format = AV_PIX_FMT_RGB24;
    frame.width = columns * this.tileWidth;
    frame.height = rows * this.tileHeight;
    frame.timeBase = new Rational(1, 1_000);
    frame.getBuffer(1);
    frame.fromBuffer(sheet);
    const path = join(folder, 'sprite.jpg');
    await writeFile(path, await scaler.toJpeg(frame, { quality: 70 }));
    const { tileWidth, tileHeight, intervalMs } = this;
    return { path, columns, rows, tileWidth, tileHeight, intervalMs };
  }
}

/** JPEG's colour planes are halved: an even number of pixels, at least two. */
export function evenPixels(pixels: number): number {
  return Math.max(2, Math.round(pixels / 2) * 2);
}
