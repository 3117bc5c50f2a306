import type { Clip } from '../clip.ts';
import { palettes as p } from '../palettes.ts';
import { anna, ben, tall } from './common.ts';

/** Clips about money. */
export const money: readonly Clip[] = [
  {
    ...tall,
    file: 'lunch-money-friday.mp4',
    title: 'What happened when I stopped buying lunch',
    channel: 'Penny Wrenfield',
    platform: 'tiktok',
    publishedAt: '2026-09-04T16:10:00.000Z',
    language: 'en',
    voice: anna,
    captions: true,
    reach: {
      views: 412_000,
      halfDays: 4,
      likes: 0.094,
      comments: 0.006,
      shares: 0.021,
      saves: 0.048,
    },
    shots: [
      {
        scene: 'lunchbox',
        palette: p.sun,
        title: 'I quit takeout for a year',
        say: ['I stopped buying lunch at work.'],
      },
      {
        scene: 'calendar',
        palette: p.night,
        title: 'Every Friday, same time',
        say: ['Every Friday I put the money away, before I could touch it.'],
      },
      {
        scene: 'jar',
        palette: p.mint,
        title: 'One year later',
        say: ['One year later, it paid for my whole holiday.'],
      },
    ],
    queries: [
      { query: 'saving cash', shot: 1 },
      { query: 'funding vacation travel', shot: 2 },
    ],
  },
  {
    ...tall,
    file: 'grocery-envelope.mp4',
    title: 'The envelope trick for groceries',
    channel: 'Penny Wrenfield',
    platform: 'tiktok',
    publishedAt: '2026-10-02T15:30:00.000Z',
    language: 'en',
    voice: anna,
    reach: {
      views: 38_500,
      halfDays: 3,
      likes: 0.071,
      comments: 0.004,
      shares: 0.012,
      saves: 0.033,
    },
    shots: [
      {
        scene: 'envelope',
        palette: p.rose,
        title: 'One envelope for groceries',
        say: ['All our groceries come out of one paper envelope.'],
      },
      {
        scene: 'receipt',
        palette: p.forest,
        title: 'Empty means done',
        say: ['When it is empty, we eat what is already in the cupboard.'],
      },
      {
        scene: 'coins',
        palette: p.sky,
        title: 'Sixty dollars less, every week',
        say: ['We spend far less every week, and nobody goes hungry.'],
      },
    ],
    queries: [{ query: 'supermarket budget', shot: 0 }],
  },
  {
    ...tall,
    file: 'cancel-four-apps.mp4',
    title: 'I was paying for four apps I never opened',
    channel: 'Coin and Kettle',
    platform: 'youtube',
    publishedAt: '2026-08-14T17:00:00.000Z',
    language: 'en',
    products: ['Ledgerling'],
    voice: ben,
    reach: {
      views: 96_000,
      halfDays: 12,
      likes: 0.052,
      comments: 0.009,
      shares: 0.008,
      saves: 0.019,
    },
    shots: [
      {
        scene: 'phone',
        palette: p.ink,
        title: 'Do you know what you pay for?',
        say: ['Do you know how many apps take your money each month?'],
      },
      {
        scene: 'receipt',
        palette: p.cream,
        title: 'Four apps I never opened',
        say: ['I found four apps that I never opened.', 'I canceled them all in one evening.'],
      },
      {
        scene: 'barChart',
        palette: p.lilac,
        title: 'Ledgerling shows every charge',
        say: ['Now one small list warns me before each charge.'],
      },
    ],
    queries: [{ query: 'unused subscriptions', shot: 1 }],
  },
];
