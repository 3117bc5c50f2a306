import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, rename } from 'node:fs/promises';
import { join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import sharp from 'sharp';
import { frameRate, sampleRate } from '../../scripts/samples/clip.ts';
import { encodeClip } from '../../scripts/samples/encodeClip.ts';
import { toYuv420 } from '../../scripts/samples/toYuv420.ts';
import { type CardClip, cardSize } from './cardClip.ts';
import { movingCards } from './movingCards.ts';
import { stillCards } from './stillCards.ts';

const cache = fileURLToPath(new URL('../../node_modules/.cache/eval-screen-text', import.meta.url));

/** The hard cards, ten of them; their fonts are DejaVu and Liberation. */
export const hardCards: readonly CardClip[] = [...stillCards, ...movingCards];

/** The path of a card's clip, which is made where it is not there yet. */
export async function makeCard(card: CardClip): Promise<string> {
  const frameMs = 1_000 / frameRate;
  const drawn = Array.from({ length: card.durationMs / frameMs }, (_, i) =>
    svgOf(card, i * frameMs),
  );
  const hash = createHash('sha256').update(drawn.join('\n')).digest('hex').slice(0, 24);
  const path = join(cache, `${hash}.mp4`);
  if (existsSync(path)) return path;
  const pictures: Buffer[] = [];
  const { width, height } = cardSize;
  for (const svg of drawn) {
    const rgba = await sharp(Buffer.from(svg)).ensureAlpha().raw().toBuffer();
    pictures.push(toYuv420(rgba, width, height));
  }
  const sound = new Float32Array((card.durationMs / 1_000) * sampleRate);
  await mkdir(cache, { recursive: true });
  const partial = join(cache, `${process.pid}.mp4`);
  await encodeClip({ path: partial, width, height, pictures, sound, preset: 'fast' });
  await rename(partial, path);
  return path;
}

function svgOf(card: CardClip, timeMs: number): string {
  const { width, height } = cardSize;
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">${card.draw(timeMs)}</svg>`;
}
