import { backdrop, type CardClip, textLines } from './cardClip.ts';

const durationMs = 4_000;
const throughout = { startMs: 0, endMs: durationMs };
const left = { size: 48, anchor: 'start' } as const;
const outline = 'stroke="#000" stroke-width="9" stroke-linejoin="round" paint-order="stroke"';

/** Emoji as they are drawn on a card: a font of them is not on every machine. */
const face = (x: number, y: number): string =>
  `<g transform="translate(${x} ${y})"><circle r="21" fill="#ffcc33"/><circle cx="-8" cy="-6" r="3.4" fill="#5b3a00"/><circle cx="8" cy="-6" r="3.4" fill="#5b3a00"/><path d="M-13 4a13 13 0 0 0 26 0z" fill="#5b3a00"/></g>`;
const flame = (x: number, y: number): string =>
  `<g transform="translate(${x} ${y})"><path d="M0-24C14-8 20 0 17 12 14 24-14 24-17 12-19 3-8-2-10-14-3-10-1-16 0-24z" fill="#f4511e"/><path d="M1-2C9 6 9 18 0 18-9 18-8 8 1-2z" fill="#ffd54f"/></g>`;
const heart = (x: number, y: number): string =>
  `<path transform="translate(${x} ${y})" d="M0 20C-30-4-18-24 0-10 18-24 30-4 0 20z" fill="#e53935"/>`;

/** Cards that stand still: what is hard is how they look. */
export const stillCards: readonly CardClip[] = [
  {
    name: 'outline font',
    durationMs,
    truth: [{ text: 'POV: you finally cleaned the whole garage', ...throughout }],
    draw: () =>
      backdrop('#7cc6a4', '#d88f5a') +
      textLines(
        ['POV: you finally', 'cleaned the', 'whole garage'],
        { x: 270, y: 400 },
        { size: 50, more: outline },
      ),
  },
  {
    name: 'emoji among the words',
    durationMs,
    truth: [{ text: 'The morning routine that really works for me', ...throughout }],
    draw: () =>
      backdrop('#39424e', '#10151c') +
      textLines(['The', 'routine that', 'really', 'for me'], { x: 40, y: 300 }, left) +
      textLines(['morning'], { x: 205, y: 300 }, left) +
      textLines(['works'], { x: 305, y: 424.8 }, left) +
      flame(170, 284) +
      face(420, 346) +
      heart(470, 346) +
      face(255, 408) +
      flame(245, 470) +
      heart(295, 470),
  },
  {
    name: 'rotated stickers',
    durationMs,
    truth: [
      { text: 'Three mistakes every beginner makes', ...throughout },
      { text: 'Save this for later', ...throughout },
    ],
    draw: () =>
      `${backdrop('#f2d3a2', '#c78b5c')}<g transform="rotate(-12 270 300)"><rect x="40" y="220" width="460" height="170" rx="20" fill="#fff"/>${textLines(['Three mistakes', 'every beginner makes'], { x: 270, y: 290 }, { size: 34, fill: '#1d1d1f' })}</g><g transform="rotate(9 270 720)"><rect x="90" y="670" width="360" height="90" rx="20" fill="#5b2bd9"/>${textLines(['Save this for later'], { x: 270, y: 727 }, { size: 32 })}</g>`,
  },
  {
    name: 'low contrast',
    durationMs,
    truth: [{ text: 'nobody talks about how quiet it gets', ...throughout }],
    draw: () =>
      backdrop('#e9e6e0', '#d9d5cd') +
      textLines(
        ['nobody talks', 'about how quiet', 'it gets'],
        { x: 270, y: 430 },
        { size: 44, fill: '#fbfaf8', font: 'Liberation Sans' },
      ),
  },
  {
    name: 'two columns',
    durationMs,
    truth: [
      { text: 'BEFORE no sleep six coffees always late', ...throughout },
      { text: 'AFTER bed by ten one coffee on time', ...throughout },
    ],
    draw: () =>
      `${backdrop('#1f3b57', '#0f2135')}<rect x="268" y="300" width="4" height="330" fill="#fff" opacity="0.5"/>${textLines(['BEFORE', 'no sleep', 'six coffees', 'always late'], { x: 30, y: 360 }, { size: 34, anchor: 'start' })}${textLines(['AFTER', 'bed by ten', 'one coffee', 'on time'], { x: 300, y: 360 }, { size: 34, anchor: 'start' })}`,
  },
  {
    name: 'tight capitals',
    durationMs,
    truth: [{ text: 'THE TRUTH ABOUT OAT MILK NOBODY TELLS YOU', ...throughout }],
    draw: () =>
      backdrop('#a8324a', '#5d1226') +
      textLines(
        ['THE TRUTH ABOUT', 'OAT MILK NOBODY', 'TELLS YOU'],
        { x: 270, y: 420 },
        { size: 52, font: 'Liberation Sans Narrow', more: 'word-spacing="-6"' },
      ),
  },
];
