import { counted, whole } from '../numbers.ts';

/** The page of a channel: what is usual for it, and which videos stand out. */
export const channelMessages = {
  channel: 'Channel',
  back: 'Back to the library',
  showInLibrary: 'Show in the library',
  followers: (count: string) => `${count} followers`,
  notFound: 'This channel is not in the library',
  notFoundExplanation: 'The link is from another library.',
  goToLibrary: 'Go to the library',
  facts: {
    videos: 'Videos',
    observed: (observed: number) => `${whole(observed)} with views`,
    views: 'Views',
    viewsNote: 'at the newest snapshots',
    median: 'Median views',
    medianNote: (low: string, high: string, n: number) => `${low}–${high}, n ${whole(n)}`,
    medianMeaning:
      'Median of the newest views of its videos, whatever their age, with its 95 % bootstrap interval.',
    outliers: 'Stand out',
    outliersNote: 'at least 2× even at the low end',
    unknown: '–',
    fewer: 'from five videos on',
  },
  chart: {
    title: 'Outlier scores by publication',
    explanation: (videos: number) =>
      `Each dot is a video: its views over the channel’s median at the same age. Filled: at least 2× even at the low end of its interval. ${counted(videos, 'video')}.`,
    none: 'No outlier scores yet. A score needs five other videos seen at about the same age: observe them again, or import more of the channel.',
    usual: '1×',
    columns: ['Video', 'Published', 'Score', 'Low', 'High', 'Compared with', 'Definition'],
    dot: (title: string, score: string, day: string) => `${title}: ${score}, ${day}`,
  },
  list: {
    title: 'Videos',
    sortBy: 'Sort by',
    newest: 'Newest',
    outlier: 'Outlier score',
    views: 'Views',
    velocity: 'Velocity',
    video: 'Video',
    published: 'Published',
    perHour: 'Views/h',
    score: 'Outlier',
    limited: (shown: number, all: number) => `The newest ${whole(shown)} of ${whole(all)}.`,
  },
};
