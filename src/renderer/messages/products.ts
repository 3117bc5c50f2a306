import { counted, whole } from './numbers.ts';

/** Products, and what videos prove of them. */
export const productsMessages = {
  title: 'Products',
  list: {
    label: 'Products',
    create: 'New product',
    videos: (count: number) => counted(count, 'video'),
  },
  empty: {
    title: 'No products yet',
    explanation:
      'Name a product: it is found in what videos say, show and write, and in their comments. Products that records of imported videos name are listed by themselves.',
  },
  form: {
    create: 'New product',
    edit: 'Edit product',
    brand: 'Brand',
    category: 'Category',
    aliases: 'Other names',
    aliasesNote: 'One a line: short forms, hashtags without #, how people say it.',
  },
  actions: { edit: 'Edit…', remove: 'Remove…' },
  remove: {
    title: 'Remove the product?',
    explanation: 'Its names and what was judged of its moments go. Videos stay.',
  },
  proof: {
    title: 'Proof',
    score: 'Score',
    none: 'No video names it yet. Add other names that people call it by, or more videos.',
    few: 'Few videos: the score can say little.',
    meaning: (low: string, high: string) =>
      `The mean of the parts that are known, by their weights. Between ${low} and ${high} when all of them are at the ends of their 95 % intervals.`,
    facts: (videos: number, channels: number, disclosed: number) =>
      `${counted(videos, 'video')} of ${counted(channels, 'channel')}; ${whole(disclosed)} with an ad, a link that pays or a gift disclosed`,
    unknown: '–',
    part: (part: number, n: number, low: string, high: string, weight: number) =>
      `${whole(part)} of ${whole(n)}; 95 % interval ${low} to ${high} (Wilson). Weight ${weight}.`,
    noPart: (weight: number) => `There is nothing to tell it by yet. Weight ${weight}.`,
    parts: {
      usage: { name: 'Used', meaning: 'Videos that use or wear it, of those that name it.' },
      weeks: { name: 'Keeps coming', meaning: 'Weeks of the last twelve in which a video came.' },
      velocity: {
        name: 'Fast',
        meaning:
          'Videos that gained views faster in the last week than the median of the library, of those whose views were seen twice.',
      },
      freshness: { name: 'Fresh', meaning: 'Videos posted in the last thirty days.' },
      praise: {
        name: 'Praised',
        meaning:
          'Moments with words of praise, of those with words of praise or complaint. English words only.',
      },
    },
  },
  sides: {
    for: 'For',
    against: 'Against',
    noneFor: 'No praise found.',
    noneAgainst: 'No complaint found.',
  },
  moments: {
    title: 'Moments',
    note: (count: number) => counted(count, 'moment'),
    cut: (count: number) => `The first ${whole(count)} moments`,
    in: { comment: 'in a comment', title: 'in the title' },
    at: (time: string) => `at ${time}`,
    right: 'This is the product',
    wrong: 'This is not the product',
    kind: 'What the video does with it',
    kinds: { named: 'Named', shown: 'Shown', used: 'Used', worn: 'Worn', compared: 'Compared' },
    disclosed: 'Disclosed',
    disclosedMeaning: 'The video says that it is paid, earns by a link or shows a gift.',
  },
  feedback: {
    praise: 'Praise',
    complaint: 'Complaint',
    bug: 'Defect',
    question: 'Question',
    wish: 'Wish',
    tutorial: 'How-to',
    comparison: 'Comparison',
  },
};
