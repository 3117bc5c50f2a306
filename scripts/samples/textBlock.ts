export interface TextBlock {
  readonly text: string;
  readonly centerX: number;
  readonly centerY: number;
  readonly width: number;
  readonly size: number;
  readonly card: { readonly fill: string; readonly ink: string; readonly edge: string | undefined };
}

/** A rounded card with bold, wrapped, centred text, as SVG. */
export function textBlock(block: TextBlock): string {
  const { size, centerX, centerY, width, card } = block;
  const lines = wrap(block.text, (width - 40) / size);
  const lineHeight = 1.2 * size;
  const height = lines.length * lineHeight + 0.7 * size;
  const left = centerX - width / 2;
  const top = centerY - height / 2;
  const spans = lines.map(
    (line, i) =>
      `<text x="${centerX}" y="${top + 0.35 * size + (i + 0.82) * lineHeight}" font-size="${size}" font-weight="800" text-anchor="middle" fill="${card.ink}">${escapeXml(line)}</text>`,
  );
  const edge = card.edge
    ? `<rect x="${left}" y="${top + 8}" width="${width}" height="${height}" rx="26" fill="${card.edge}"/>`
    : '';
  return `${edge}<rect x="${left}" y="${top}" width="${width}" height="${height}" rx="26" fill="${card.fill}" ${card.edge ? '' : 'fill-opacity="0.72"'}/>${spans.join('')}`;
}

/** As few lines as fit into `widthEm`, as even as can be. */
function wrap(text: string, widthEm: number): string[] {
  const total = measure(text);
  for (let count = Math.ceil(total / widthEm); ; count++) {
    for (let step = 0; step <= 8; step++) {
      const even = total / count;
      const lines = fill(text, even + (step / 8) * (widthEm - even));
      if (lines.length <= count) return lines;
    }
    if (count > text.length) throw new Error(`A word is wider than its card: ${text}`);
  }
}

function fill(text: string, limit: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const line = lines.at(-1);
    if (line !== undefined && measure(`${line} ${word}`) <= limit) {
      lines[lines.length - 1] = `${line} ${word}`;
    } else lines.push(word);
  }
  return lines;
}

/** Width in em of Inter's extra bold, near enough to wrap by. */
function measure(text: string): number {
  return [...text].reduce(
    (sum, c) =>
      sum +
      (/[ilI.,'!|]/.test(c)
        ? 0.32
        : /[mwMW]/.test(c)
          ? 0.92
          : /[A-Z0-9]/.test(c)
            ? 0.72
            : c === ' '
              ? 0.26
              : 0.61),
    0,
  );
}

function escapeXml(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;');
}
