import sharp from 'sharp';
import type { PublishedPage } from '../../../src/contract/hub/page.ts';
import { escapeXml } from '../escapeXml.ts';
import { pictureSize } from './pictureSize.ts';

const lineWidth = 30;
const maxLines = 5;

/** The picture of a page for those who pass its address on: its title, the hub, its day. PNG. */
export async function drawPicture(page: PublishedPage, hubName: string): Promise<Uint8Array> {
  const { width, height } = pictureSize;
  const day = new Date(page.dataAsOfMs).toISOString().slice(0, 10);
  const lines = wrap(page.title).map(
    (line, at) => `<text x="80" y="${190 + at * 78}" font-size="64" fill="#f4f6f8">${line}</text>`,
  );
  const foot = escapeXml(cut(`${hubName} · data as of ${day}`, 60));
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" font-family="sans-serif">
<rect width="${width}" height="${height}" fill="#14171b"/><rect width="16" height="${height}" fill="#8ab4f8"/>
${lines.join('')}<text x="80" y="${height - 60}" font-size="30" fill="#a4abb5">${foot}</text></svg>`;
  const png = await sharp(Buffer.from(svg)).png({ compressionLevel: 9, palette: true }).toBuffer();
  return new Uint8Array(png);
}

/** Lines of a title, escaped; what does not fit ends in an ellipsis. */
function wrap(title: string): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of title.split(/\s+/).flatMap((each) => pieces(each))) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (widthOf(longer) <= lineWidth) line = longer;
    else {
      lines.push(line);
      line = word;
    }
  }
  lines.push(line);
  const shown = lines.filter((each) => each !== '').slice(0, maxLines);
  if (lines.length > maxLines) shown[maxLines - 1] = `${shown[maxLines - 1]}…`;
  return shown.map(escapeXml);
}

/** A word that is longer than a line in parts. */
function pieces(word: string): string[] {
  const parts = [''];
  for (const character of word) {
    const last = parts.length - 1;
    if (widthOf(`${parts[last]}${character}`) > lineWidth) parts.push(character);
    else parts[last] += character;
  }
  return parts;
}

function cut(text: string, characters: number): string {
  const all = [...text];
  return all.length <= characters ? text : `${all.slice(0, characters - 1).join('')}…`;
}

/** In widths of a Latin letter: East Asian letters are as wide as two. */
function widthOf(text: string): number {
  return [...text].reduce((sum, each) => sum + (/[\u1100-\uFFDC]/.test(each) ? 2 : 1), 0);
}
