import type { Clip } from '../clip.ts';
import { palettes as p } from '../palettes.ts';
import { ben, cora, tall } from './common.ts';

/** Clips about the kitchen. */
export const kitchen: readonly Clip[] = [
  {
    ...tall,
    file: 'crispy-fries-again.mp4',
    title: 'Cold fries, crispy again',
    channel: 'Tiny Stove Club',
    platform: 'tiktok',
    publishedAt: '2026-10-19T18:20:00.000Z',
    language: 'en',
    products: ['CrispCube'],
    voice: ben,
    bed: 0.03,
    reach: {
      views: 1_240_000,
      halfDays: 5,
      likes: 0.112,
      comments: 0.008,
      shares: 0.037,
      saves: 0.061,
    },
    shots: [
      {
        scene: 'airFryer',
        palette: p.cream,
        title: 'Never microwave fries',
        say: ['Never put cold fries in the microwave.'],
      },
      {
        scene: 'alarmClock',
        palette: p.coral,
        title: 'CrispCube: four minutes',
        say: ['After four minutes of hot air, they are crispy again.'],
      },
      {
        scene: 'pizza',
        palette: p.forest,
        title: 'Works for pizza too',
        say: ['Try it with old pizza.', 'Nothing goes in the bin.'],
      },
    ],
    queries: [{ query: 'reheating leftovers until crunchy', shot: 1 }],
  },
  {
    ...tall,
    file: 'onion-without-tears.mp4',
    title: 'Onions without tears',
    channel: 'Tiny Stove Club',
    platform: 'tiktok',
    publishedAt: '2026-09-22T17:45:00.000Z',
    language: 'en',
    products: ['PullChop'],
    voice: cora,
    reach: {
      views: 54_000,
      halfDays: 4,
      likes: 0.083,
      comments: 0.005,
      shares: 0.018,
      saves: 0.036,
    },
    shots: [
      {
        scene: 'onion',
        palette: p.lilac,
        title: 'I cried over every onion',
        say: ['I used to cry over every single onion.'],
      },
      {
        scene: 'chopper',
        palette: p.ink,
        title: 'PullChop: three pulls',
        say: ['Now I pull this cord three times, and the whole onion is chopped.'],
      },
      {
        scene: 'salad',
        palette: p.mint,
        title: 'Dinner in ten minutes',
        say: ['Dinner is on the table before anyone is hungry.'],
      },
    ],
    queries: [{ query: 'slicing vegetables quickly', shot: 1 }],
  },
];
