import { backdrop, type CardClip, type ShownText, textLines } from './cardClip.ts';

const outline = 'stroke="#000" stroke-width="6" stroke-linejoin="round" paint-order="stroke"';

/** Shapes of many sizes that cross the picture, the same at the same time. */
function crossing(timeMs: number): string {
  const t = timeMs / 1_000;
  return Array.from({ length: 46 }, (_, i) => {
    const x = ((i * 97 + t * (60 + (i % 7) * 40)) % 640) - 50;
    const y = (i * 211) % 960;
    const turn = (i * 31 + t * (20 + (i % 5) * 25)) % 360;
    const [width, height] = [20 + ((i * 37) % 120), 14 + ((i * 53) % 90)];
    return `<rect x="${-width / 2}" y="${-height / 2}" width="${width}" height="${height}" rx="${i % 12}" transform="translate(${x} ${y}) rotate(${turn})" fill="hsl(${(i * 47) % 360} 62% ${30 + ((i * 13) % 45)}%)"/>`;
  }).join('');
}

const sentences = [
  { startMs: 300, text: 'I stopped checking my phone before breakfast', stepMs: 350 },
  { startMs: 3_500, text: 'and my whole week got longer', stepMs: 400 },
].map(({ startMs, text, stepMs }): ShownText & { words: string[]; wordStartsMs: number[] } => {
  const words = text.split(' ');
  const wordStartsMs = words.map((_, i) => startMs + i * stepMs);
  return { text, words, startMs, endMs: (wordStartsMs.at(-1) ?? 0) + 700, wordStartsMs };
});

function captionAt(timeMs: number): string {
  const now = sentences.find(({ startMs, endMs }) => timeMs >= startMs && timeMs < endMs);
  if (now === undefined) return '';
  // Each word has its place from the beginning, as caption apps lay it out.
  let [x, y] = [40, 640];
  return now.words
    .map((word, i) => {
      const width = word.length * 23 + 22;
      if (x + width > 520) [x, y] = [40, y + 56];
      const at = x;
      x += width;
      return timeMs < (now.wordStartsMs[i] ?? 0)
        ? ''
        : textLines([word], { x: at, y }, { size: 36, anchor: 'start', more: outline });
    })
    .join('');
}

const steps = ['Sift the flour twice', 'Fold in the egg whites', 'Bake at 170 for forty minutes'];
const stepMs = 2_000;

/** Cards over moving pictures, that change or that move. */
export const movingCards: readonly CardClip[] = [
  {
    name: 'over moving pictures',
    durationMs: 4_000,
    truth: [{ text: 'What I wish I knew before moving abroad', startMs: 0, endMs: 4_000 }],
    draw: (timeMs) =>
      backdrop('#445') +
      crossing(timeMs) +
      textLines(
        ['What I wish I', 'knew before', 'moving abroad'],
        { x: 270, y: 420 },
        { size: 48, more: outline },
      ),
  },
  {
    name: 'karaoke caption',
    durationMs: 6_700,
    truth: sentences.map(({ words: _, ...shown }) => shown),
    draw: (timeMs) =>
      `${backdrop('#20343a', '#0d1719')}<circle cx="${200 + timeMs / 40}" cy="300" r="120" fill="#3f7f73"/>${captionAt(timeMs)}`,
  },
  {
    name: 'handle in a corner',
    durationMs: stepMs * steps.length,
    truth: [
      { text: '@nora.bakes', startMs: 0, endMs: stepMs * steps.length, isWatermark: true },
      ...steps.map((text, i) => ({ text, startMs: i * stepMs, endMs: (i + 1) * stepMs })),
    ],
    draw: (timeMs) => {
      const step = Math.min(steps.length - 1, Math.floor(timeMs / stepMs));
      const text = (steps[step] ?? '').split(' ');
      const half = Math.ceil(text.length / 2);
      return `${backdrop(['#c2564b', '#4b7fc2', '#4ba36b'][step] ?? '#000', '#222')}<ellipse cx="270" cy="640" rx="${150 + 20 * Math.sin(timeMs / 300)}" ry="120" fill="#f0e0c0"/>${textLines([text.slice(0, half).join(' '), text.slice(half).join(' ')], { x: 270, y: 300 }, { size: 42, more: outline })}${textLines(['@nora.bakes'], { x: 515, y: 925 }, { size: 22, anchor: 'end', more: 'fill-opacity="0.85"' })}`;
    },
  },
  {
    name: 'text that moves',
    durationMs: 5_000,
    truth: [
      { text: 'Recipe in the caption', startMs: 0, endMs: 5_000 },
      { text: 'Day 12 of cooking every dinner at home', startMs: 500, endMs: 4_500 },
    ],
    draw: (timeMs) => {
      const y = 820 - (timeMs / 5_000) * 640;
      const moving =
        timeMs < 500 || timeMs >= 4_500
          ? ''
          : textLines(
              ['Day 12 of cooking', 'every dinner', 'at home'],
              { x: 270, y },
              { size: 40, more: outline },
            );
      return `${backdrop('#6a7fdb', '#57467b')}${moving}${textLines(['Recipe in the caption'], { x: 270, y: 90 }, { size: 34, fill: '#ffe9a8' })}`;
    },
  },
];
