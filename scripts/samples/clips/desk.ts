import type { Clip } from '../clip.ts';
import { palettes as p } from '../palettes.ts';
import { anna, ben, cora, tall } from './common.ts';

/** Clips about work and travel. */
export const desk: readonly Clip[] = [
  {
    ...tall,
    file: 'phone-sleeps-in-kitchen.mp4',
    title: 'My phone sleeps in the kitchen',
    channel: 'Quiet Desk',
    platform: 'instagram',
    publishedAt: '2026-09-15T05:50:00.000Z',
    language: 'en',
    products: ['Sunbell Clock'],
    voice: cora,
    captions: true,
    reach: {
      views: 305_000,
      halfDays: 5,
      likes: 0.098,
      comments: 0.012,
      shares: 0.029,
      saves: 0.055,
    },
    shots: [
      {
        scene: 'phone',
        palette: p.coral,
        title: 'My phone sleeps here now',
        say: ['My phone sleeps in the kitchen now.'],
      },
      {
        scene: 'alarmClock',
        palette: p.ink,
        title: 'An old clock wakes me',
        say: ['A plain old clock wakes me up.'],
      },
      {
        scene: 'laptop',
        palette: p.cream,
        title: 'The first hour is mine',
        say: ['I keep the first hour for myself, and I write before anyone can reach me.'],
      },
    ],
    queries: [{ query: 'screen-free morning routine', shot: 1 }],
  },
  {
    ...tall,
    height: 540,
    file: 'three-tasks-tomorrow.mp4',
    title: 'Close your laptop with three tasks',
    channel: 'Quiet Desk',
    platform: 'instagram',
    publishedAt: '2026-11-03T06:05:00.000Z',
    language: 'en',
    voice: anna,
    sidecar: true,
    reach: {
      views: 42_000,
      halfDays: 4,
      likes: 0.074,
      comments: 0.006,
      shares: 0.012,
      saves: 0.049,
    },
    shots: [
      {
        scene: 'laptop',
        palette: p.sky,
        title: 'Before closing my laptop',
        say: ['Before I close my laptop, I write down three things to do tomorrow.'],
      },
      {
        scene: 'checklist',
        palette: p.forest,
        title: 'Only three. Not ten.',
        say: ['Only three.', 'The hard one goes first.'],
      },
      {
        scene: 'sunshine',
        palette: p.lilac,
        title: 'No thinking at nine',
        say: ['In the morning I just start.'],
      },
    ],
    queries: [{ query: 'end workday shutdown ritual', shot: 0 }],
  },
  {
    file: 'two-weeks-one-bag.mp4',
    width: 960,
    height: 540,
    title: 'Two weeks, one small bag',
    channel: 'One Bag Atlas',
    platform: 'youtube',
    publishedAt: '2026-07-11T14:00:00.000Z',
    language: 'en',
    products: ['Foldwell Cubes'],
    voice: ben,
    reach: {
      views: 187_000,
      halfDays: 18,
      likes: 0.058,
      comments: 0.01,
      shares: 0.015,
      saves: 0.041,
    },
    shots: [
      {
        scene: 'plane',
        palette: p.sky,
        title: 'Two weeks, one small bag',
        say: ['I flew to Lisbon for two weeks with one small bag.'],
      },
      {
        scene: 'suitcase',
        palette: p.forest,
        title: 'Roll, never fold',
        say: [
          'I roll every shirt, so nothing creases.',
          'Three shirts, two trousers, one pair of shoes.',
        ],
      },
      {
        scene: 'coins',
        palette: p.sun,
        title: 'No fee at the gate',
        say: ['I paid no fee at the gate, and I never waited for a bag.'],
      },
    ],
    queries: [
      { query: 'pack clothes without wrinkles', shot: 1 },
      { query: 'carry-on travel without extra airline charges', shot: 2 },
    ],
  },
];
