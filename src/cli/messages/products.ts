import type { ProofPart } from '../../contract/index.ts';

const percent = (share: number): string => `${(share * 100).toFixed(0)} %`;

/** Products, and what videos prove of them. */
export const productMessages = {
  products: 'list products, and see what videos prove of one',
  list: 'list products, most videos first',
  none: 'No products. Add one: trendroom products add NAME --brand BRAND --alias OTHER-NAME',
  add: 'add a product, which is found by its names in what is said, shown and written',
  edit: 'change a product; what is left out stays',
  name: 'name of the product',
  newName: 'another name',
  brand: 'who makes it',
  category: 'what it is',
  alias: 'another name that people call it by (repeatable)',
  remove: 'remove a product with what was judged of it',
  removed: (name: string) => `Removed ${name}.`,
  merge: 'make a product part of another one, which gets its names and videos',
  into: 'the other one',
  product: 'number or name of the product',
  show: 'tell what videos prove of a product, with the moments',
  weight: 'how much a part counts: usage, weeks, velocity, freshness or praise (repeatable)',
  unknown: (name: string) => `There is no product ${name}.`,
  expectedPlace: 'Expected VIDEO@SECONDS, such as 4fz8@12.5, as show prints it.',
  expectedWeight: 'Expected PART=NUMBER, such as usage=3.',
  limit: 'moments to print',
  judge: 'say whether a moment names the product',
  at: 'the video and the time in seconds, as show prints them, such as 4fz8@12.5',
  judgement: 'right, wrong, or unknown to take it back',
  kind: 'what the video does with it: named, shown, used, worn or compared',
  source: 'where it is named: speech, screen, picture, title or comment (default: speech)',
  judged: 'Noted.',
  row: (id: number, name: string, brand: string | undefined, videos: number) =>
    `${id}  ${name}${brand === undefined ? '' : ` (${brand})`}  ${videos} ${videos === 1 ? 'video' : 'videos'}`,
  score: (value: number, low: number, high: number, videos: number) =>
    `Score ${percent(value)} (${percent(low)} to ${percent(high)}), from ${videos} ${videos === 1 ? 'video' : 'videos'}`,
  noScore: 'No score: no video names it.',
  few: 'Few videos: the score can say little.',
  of: (channels: number, disclosed: number) =>
    `${channels} ${channels === 1 ? 'channel' : 'channels'}; ${disclosed} with an ad, a link that pays or a gift disclosed`,
  parts: {
    usage: 'use or wear it, of the videos that name it',
    weeks: 'weeks of the last 12 with a new video',
    velocity: 'gain views faster than the median of the library',
    freshness: 'videos of the last 30 days',
    praise: 'praise, of the moments with praise or complaint',
  } satisfies Record<ProofPart['id'], string>,
  part: ({ share, part, n, weight }: ProofPart, meaning: string) =>
    share === undefined
      ? `    –  ${meaning}: not known (weight ${weight})`
      : `${percent(share.value).padStart(5)}  ${meaning}: ${part} of ${n} (${percent(share.low)} to ${percent(share.high)}; weight ${weight})`,
  cut: 'More moments are in the window.',
};
