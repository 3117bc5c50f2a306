import { counted, whole } from './numbers.ts';

/** Reposts, saved searches and moments like another: descriptions of commands and what they print. */
export const likenessMessages = {
  duplicates: {
    duplicates: 'list and find reposts and near-duplicates',
    list: 'list groups of reposts, the largest first (default)',
    find: 'find reposts now',
    group: (id: string, videos: number, percent: number, by: readonly string[]) =>
      `${id}  ${counted(videos, 'video')}, ${percent} % alike by ${by.join(' and ')}`,
    undated: 'no date',
    first: 'published first',
    notFoundYet: 'Not looked for yet. Find reposts with: trendroom duplicates find',
    basis: (groups: number, compared: number) =>
      `${counted(groups, 'group')} among ${counted(compared, 'video')} compared.`,
    withoutPrints: (videos: number) =>
      `${whole(videos)} not compared yet, or their file is missing. Compare them with: trendroom duplicates find`,
  },
};
