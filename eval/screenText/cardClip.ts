/** A text of a clip with the time for which it is shown. */
export interface ShownText {
  text: string;
  startMs: number;
  endMs: number;
  /** It belongs to who made the video, not to what is told. */
  isWatermark?: boolean;
  /** When each word appears, where they come one by one. */
  wordStartsMs?: readonly number[];
}

/** A clip of one hard kind of on-screen text. */
export interface CardClip {
  name: string;
  durationMs: number;
  truth: readonly ShownText[];
  /** What SVG draws at a time, in a picture of {@link cardSize}. */
  draw(timeMs: number): string;
}

export const cardSize = { width: 540, height: 960 } as const;

export interface TextStyle {
  size: number;
  fill?: string;
  /** Attributes of SVG beside those. */
  more?: string;
  font?: string;
  anchor?: 'start' | 'middle' | 'end';
}

/** Lines of text below each other; `x` is their anchor, `y` the first baseline. */
export function textLines(
  lines: readonly string[],
  { x, y }: { x: number; y: number },
  { size, fill = '#fff', more = '', font = 'DejaVu Sans', anchor = 'middle' }: TextStyle,
): string {
  return lines
    .map(
      (line, i) =>
        `<text x="${x}" y="${y + i * size * 1.3}" font-family="${font}" font-weight="700" font-size="${size}" text-anchor="${anchor}" fill="${fill}" ${more}>${line.replace(/&/g, '&amp;').replace(/</g, '&lt;')}</text>`,
    )
    .join('');
}

/** A picture of one colour, or of two from top to bottom. */
export function backdrop(top: string, bottom = top): string {
  return `<defs><linearGradient id="sky" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="${top}"/><stop offset="1" stop-color="${bottom}"/></linearGradient></defs><rect width="100%" height="100%" fill="url(#sky)"/>`;
}
