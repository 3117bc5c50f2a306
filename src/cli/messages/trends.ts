import { counted, whole } from './numbers.ts';

/** Topics and trends: descriptions of commands and what they print. */
export const trendsMessages = {
  trends: 'show what rises and fades: topics with velocity, bursts and stage',
  list: 'list topics by velocity (default)',
  window: 'period that is looked at, such as 7d, 28d or 12w',
  asOf: 'time travel: only what was published and observed up to this date',
  stage: 'only topics in this stage',
  backtest: 'tell how often topics that were called rising did rise',
  moments: 'how many earlier moments are looked back to, a period apart',
  topics: 'list, find and edit topics',
  topicsList: 'list topics (default)',
  find: 'find topics now',
  anew: 'find all topics anew; ids, names and pins are kept',
  show: 'show a topic with its videos',
  rename: 'name a topic; an empty name lets its words name it again',
  pin: 'keep a topic whatever later runs find',
  unpin: 'unpin a topic',
  merge: 'merge a topic into another',
  unmerge: 'undo a merge',
  split: 'put some videos of a topic into a new one',
  name: 'name of the new topic',
  topic: 'id of a topic, a unique prefix of it, or its name',
  into: 'topic that it is merged into',
  windowRequired: 'Expected a number of days such as 28d, 365 at most.',
  period: (days: number, from: string, to: string, basis: string) =>
    `${counted(days, 'day')}, ${from} to ${to}: ${basis}`,
  basis: (videos: number, compared: number) =>
    `${counted(videos, 'video')}, ${whole(compared)} with two snapshots to compare`,
  topicLine: (videos: number, newVideos: number, channels: number) =>
    `${counted(videos, 'video')} (${whole(newVideos)} new), ${counted(channels, 'channel')}`,
  velocity: (value: string, low: string, high: string) => `${value} views/h (${low} to ${high})`,
  noVelocity: 'no velocity: no video has two snapshots in the period',
  burst: (since: string, weight: string) => `burst since ${since}, weight ${weight}`,
  noTopics: 'No topics yet. Find them with: trendroom topics find',
  noneFound: 'No topics found: there are too few videos about the same thing.',
  none: 'No topic in this period.',
  noSnapshots:
    'Velocity needs two snapshots of a video. Take some now and later: trendroom observe',
  hashtagsOnly:
    'These topics are hashtags: no embedding model is installed (trendroom models install starter, then trendroom reindex).',
  unseen: (count: number) =>
    `${counted(count, 'video')} came since topics were found. Update them with: trendroom topics find`,
  found: (topics: number) => `${counted(topics, 'topic')}.`,
  videos: (count: number) => counted(count, 'video'),
  pinned: 'pinned',
  theme: (label: string) => `theme: ${label}`,
  merged: (labels: string) => `merged: ${labels}`,
  hashtags: (tags: string) => `hashtags: ${tags}`,
  outcomes: (of: number, rose: string, stayed: string) =>
    `${counted(of, 'case')}: ${rose} rose further, ${stayed} stayed above their usual share`,
  share: (percent: string, low: string, high: string) => `${percent} % (${low} to ${high})`,
  noCases: 'no cases',
  called: 'called rising or emerging',
  baseline: 'naive: more posts than in the period before',
  all: 'every topic',
  backtestOf: (days: number, moments: number) =>
    `${counted(moments, 'moment')}, each ${counted(days, 'day')} after the one before. Compared are shares of posts: in the period after the moment, in that before it, and in the five before that one.`,
};
